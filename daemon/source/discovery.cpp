#include "source/discovery.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/links/feed_links.h"
#include "source/common.h"
#include "source/link_header.h"
#include "source/robots.h"
#include "source/source.h"
#include "source/status_words.h"
#include "url/feed_scheme.h"
#include "url/origin.h"
#include "url/web_address.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace newsbus::source {
namespace {

using ascii::lower;

constexpr Duration stale_after = std::chrono::days(90);
constexpr std::size_t most_announced = 20;  // by a page and its headers
constexpr std::size_t most_sitemaps = 10;   // of a robots.txt
constexpr std::size_t most_named = 3;       // news sitemaps that an index names
constexpr std::size_t fewest_links = 8;     // of an index page: any page leads to some articles

constexpr const char* feed_places[] = {"/feed", "/rss", "/atom.xml", "/feed.xml", "/index.xml", "/rss.xml"};
constexpr const char* sitemap_places[] = {"/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml",
                                          "/sitemap_index.xml"};

template <class Places>
std::vector<Candidate> guessed(Kind kind, const Places& places, const Url& site) {
    std::vector<Candidate> candidates;
    for (const char* place : places)
        if (auto url = Url::parse(place, site)) candidates.push_back({kind, url->str(), "", Hint::guessed});
    return candidates;
}

bool speaks_of_comments(const Discovered& found) {
    return lower(found.name).find("comments") != std::string::npos ||
           lower(found.candidate.title).find("comments") != std::string::npos ||
           lower(found.url).find("/comments") != std::string::npos;
}

/// The URL to configure: that of the last permanent redirect before any temporary one.
std::string lasting_url(const Candidate& candidate, const Response& response) {
    std::string url = candidate.url;
    for (const Redirect& hop : response.redirects) {
        if (!is_permanent(hop)) break;
        url = hop.to.without_fragment().str();
    }
    return url;
}

int kind_rank(const Discovered& found) {
    if (found.candidate.kind == Kind::feed) return 0;
    if (found.candidate.kind == Kind::listing) return 4;
    return found.format == "sitemap-news" ? 1 : found.format == "sitemap-index" ? 2 : 3;
}

bool is_stale(const Discovered& found, TimePoint now) {
    return found.newest && *found.newest < now - stale_after;
}

bool names(const std::vector<Candidate>& candidates, const std::string& url) {
    return std::ranges::find(candidates, url, &Candidate::url) != candidates.end();
}

/// The feeds that a Link header announces.
void add_header_links(std::string_view header, const Url& page, std::vector<Candidate>& candidates) {
    for (HeaderLink& link : links_of_header(header)) {
        bool alternate = (" " + link.rel + " ").find(" alternate ") != std::string::npos;
        // Many systems announce their articles as JSON of their own kind.
        bool json = extract::is_json_type(link.type) && candidates.empty();
        bool feed = extract::is_feed_type(link.type) || json;
        auto url = Url::parse(without_feed_scheme(link.target), page);
        if (!alternate || !feed || !url || !url->is_http() || candidates.size() >= most_announced) continue;
        std::string address = url->without_fragment().str();
        if (!names(candidates, address))
            candidates.push_back({Kind::feed, std::move(address), std::move(link.title), Hint::announced});
    }
}

std::vector<Candidate> for_news(const std::vector<Part>& parts) {
    std::vector<Candidate> named;
    for (const Part& part : parts) {
        auto url = Url::parse(part.url);
        if (url && url->path().find("news") != std::string_view::npos && named.size() < most_named)
            named.push_back({Kind::sitemap, part.url, "", Hint::index});
    }
    return named;
}

}  // namespace

std::vector<Candidate> guessed_feeds(const Url& site) {
    return guessed(Kind::feed, feed_places, site);
}

std::vector<Candidate> guessed_sitemaps(const Url& site) {
    return guessed(Kind::sitemap, sitemap_places, site);
}

Request request_for(const Candidate& candidate) {
    Request request;
    if (auto url = Url::parse(candidate.url)) request.url = std::move(*url);
    request.accept = candidate.kind == Kind::feed      ? feed_types
                     : candidate.kind == Kind::listing ? page_types
                                                       : sitemap_types;
    return request;
}

Result<Discovered> discovered(const Candidate& candidate, const Response& response) {
    if (response.status != 200) return Error{Errc::http_status, status_words(response, {})};
    auto harvest = read_as(candidate.kind, response);
    if (!harvest) return harvest.error();
    Discovered found;
    found.candidate = candidate;
    found.url = lasting_url(candidate, response);
    found.name = harvest->feed.name.empty() ? candidate.title : harvest->feed.name;
    found.format = harvest->feed.format;
    found.language = harvest->feed.language;
    found.hubs = harvest->feed.hubs;
    found.entries = harvest->parts.empty() ? harvest->articles.size() : harvest->parts.size();
    if (found.entries == 0) return Error{Errc::syntax, "has no entries"};
    if (candidate.kind == Kind::listing && found.entries < fewest_links)
        return Error{Errc::syntax, "is no list of articles"};
    for (const Article& article : harvest->articles) {
        auto date = article.date_published ? article.date_published : article.date_modified;
        if (date) found.newest = std::max(found.newest, date);
        found.links.push_back(article.url.empty() ? article.identifier : article.url);
    }
    for (const Part& part : harvest->parts) {
        found.newest = std::max(found.newest, part.changed);
        found.links.push_back(part.url);
    }
    std::ranges::sort(found.links);
    found.named = for_news(harvest->parts);
    found.comments = speaks_of_comments(found);
    return found;
}

void rank(std::vector<Discovered>& found, TimePoint now) {
    std::ranges::stable_sort(found, [now](const Discovered& a, const Discovered& b) {
        auto key = [now](const Discovered& x) {
            return std::tuple(x.comments, kind_rank(x), is_stale(x, now), ~x.entries);
        };
        return std::tuple(key(a), b.newest) < std::tuple(key(b), a.newest);
    });
    std::vector<Discovered> kept;
    for (Discovered& one : found) {
        bool again = std::ranges::any_of(
            kept, [&one](const Discovered& better) { return one.url == better.url || one.links == better.links; });
        if (!again) kept.push_back(std::move(one));
    }
    found = std::move(kept);
}

std::vector<Candidate> candidates_of_page(const Response& page) {
    std::vector<Candidate> candidates, linked;
    for (extract::FeedLink& link : extract::feed_links(page.body, page.header("content-type"), page.url)) {
        Hint hint = link.announced ? Hint::announced : Hint::linked;
        auto& list = link.announced ? candidates : linked;
        list.push_back({Kind::feed, std::move(link.url), std::move(link.title), hint});
    }
    for (const auto& [name, value] : page.headers)
        if (name == "link") add_header_links(value, page.url, candidates);
    for (Candidate& candidate : linked)
        if (!names(candidates, candidate.url)) candidates.push_back(std::move(candidate));
    return candidates;
}

std::vector<Candidate> candidates_of_robots(const Response& robots) {
    std::vector<Candidate> candidates;
    each_robots_line(robots.body, [&](std::string_view line, int) {
        const auto field = robots_field(line);
        if (!field || (field->first != "sitemap" && field->first != "site-map") || field->second.empty()) return true;
        auto url = web_address(field->second, robots.url);
        if (!url) return true;
        Candidate candidate{Kind::sitemap, url->without_fragment().str(), "", Hint::robots};
        if (std::ranges::find(candidates, candidate) == candidates.end()) candidates.push_back(std::move(candidate));
        return candidates.size() < most_sitemaps;
    });
    return candidates;
}

void mark_refused(std::vector<Discovered>& found, const Response& robots) {
    const Robots rules = read_robots(robots.body);
    for (Discovered& one : found) {
        auto url = Url::parse(one.url);
        if (one.candidate.kind == Kind::feed || !url || !same_origin(*url, robots.url)) continue;
        if (const RobotsRule* rule = rules.refusal(*url))
            one.refused = "line " + std::to_string(rule->line) + ": Disallow: " + shortened(rule->pattern, 100);
    }
}

}  // namespace newsbus::source
