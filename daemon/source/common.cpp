#include "source/common.h"

#include "extract/page/merged.h"
#include "extract/plain/text_page.h"
#include "source/rights.h"
#include "source/robots.h"
#include "url/host.h"
#include "url/origin.h"
#include "url/shown.h"
#include "url/url.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace newsbus::source {
namespace {

bool is_plain_text(std::string_view content_type) {
    constexpr std::string_view plain = "text/plain";
    if (content_type.size() < plain.size()) return false;
    for (std::size_t i = 0; i < plain.size(); ++i)
        if ((content_type[i] | 0x20) != (plain[i] | 0x20)) return false;
    return content_type.size() == plain.size() || content_type[plain.size()] == ';' ||
           content_type[plain.size()] == ' ';
}

// Many sites send those who ask for a page that is gone to their front page.
bool was_sent_home(const Job& job, const Response& response) {
    if (response.redirects.empty() || !is_front_page(response.url)) return false;
    auto asked = Url::parse(job.url);
    return asked && !is_front_page(*asked);
}

// Servers label what they do not know as text/plain.
bool looks_like_html(std::string_view body) {
    std::string_view start = body.substr(0, 512);
    std::size_t first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && start[first] == '<';
}

/// What makes a request one for a robots.txt (RFC 9309 sections 2.3.1.2 and 2.5).
void ask_for_robots(Request& request) {
    request.accept = "text/plain, */*;q=0.5";
    request.max_body = most_robots_bytes + 4096;  // so that it shows when there is more
    request.may_cut = true;
    request.most_redirects = 5;
}

}  // namespace

std::string site_of(const Url& url) {
    auto site = Url::parse("/", url);
    return site ? shown(*site) : shown(url);
}

Result<Request> request_with(const Options& options, const std::string& password, const Job& job, std::string accept) {
    auto url = Url::parse(job.url);
    if (!url) return Error(url.error()).within("source " + options.id);
    if (!url->is_http()) return Error{Errc::config, "source " + options.id + ": not an http(s) URL: " + job.url};
    Request request;
    request.url = std::move(*url);
    request.accept = std::move(accept);
    if (job.kind == JobKind::poll) request.validators = job.state.validators;
    auto own = Url::parse(options.url);
    if (own && same_origin(*own, request.url)) {
        request.headers = options.headers;
        request.username = options.username;
        request.password = password;
        request.cert_file = options.cert_file;
        request.key_file = options.key_file;
    }
    request.ca_file = options.ca_file;
    request.timeout = options.timeout;
    request.max_body = options.max_body;
    if (job.kind == JobKind::robots) ask_for_robots(request);
    request.allow_networks = options.allow_networks;
    return request;
}

void put_source_fields(const Options& options, TimePoint now, Article& article) {
    article.source = options.id;
    if (!options.language.empty()) {
        article.language = options.language;
        article.language_confidence = 0;
        article.provenance["inLanguage"] = "config";
    }
    for (const std::string& tag : options.tags)
        if (std::find(article.tags.begin(), article.tags.end(), tag) == article.tags.end()) article.tags.push_back(tag);
    if (article.identifier.empty())
        article.identifier = article.canonical_url.empty() ? article.url : article.canonical_url;
    article.date_fetched = now;
}

const char* const feed_types =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, "
    "text/xml;q=0.8, application/json;q=0.7, text/html;q=0.2, */*;q=0.1";
const char* const sitemap_types =
    "application/xml, text/xml;q=0.9, application/gzip;q=0.8, text/plain;q=0.5, */*;q=0.1";
const char* const page_types = "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1";

Result<PageReading> draft_article(const Options& options, const extract::Rules* rules, const Job& job,
                                  const Response& response, TimePoint now) {
    auto reading = article_behind(options, rules, job, response);
    if (!reading) return reading;
    if (job.draft) reading->article = extract::merged(job.draft->article, reading->article);
    put_source_fields(options, now, reading->article);
    return reading;
}

// A link that led to another site is read without memory: its page has nothing in common with those of the job's host.
Result<PageReading> article_behind(const Options& options, const extract::Rules* rules, const Job& job,
                                   const Response& response) {
    bool sent_home = was_sent_home(job, response);
    bool remembered = options.site_memory && !sent_home && politeness_host(response.url) == job.host;
    extract::SiteMemory memory = extract::SiteMemory::parse(remembered ? job.site_memory : std::string());
    auto article = page_article(response, rules, remembered ? &memory : nullptr);
    if (!article) return article.error();
    if (extract::shows_article(*article)) put_rights(job, response, *article);
    if (sent_home) {
        article = Article{};
        article->url = response.url.str();
        article->body_status = BodyStatus::blocked;
    }
    PageReading reading{std::move(*article), memory.bytes()};
    if (reading.site_memory == job.site_memory) reading.site_memory.clear();
    return reading;
}

Result<Article> page_article(const Response& response, const extract::Rules* rules, extract::SiteMemory* site,
                             extract::Links links) {
    std::string_view type = response.header("content-type");
    if (is_plain_text(type) && !looks_like_html(response.body))
        return extract::read_text(response.body, type, response.url);
    return extract::read_page(response.body, type, response.url, rules, site, links);
}

}  // namespace newsbus::source
