#include "source/misread.h"

#include "base/ascii.h"
#include "base/gunzip.h"
#include "base/one_line.h"
#include "base/utf8.h"
#include "charset/charset.h"
#include "extract/links/feed_links.h"
#include "extract/page/page.h"
#include "extract/page/page_form.h"
#include "source/common.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::source {
namespace {

using ascii::lower;

constexpr std::size_t looked_at = 4096;  // bytes at the beginning
constexpr std::size_t longest = 700;     // bytes of the whole line

/// What bytes are by their beginning.
enum class Looks { html, sitemap, opml, feed, xml, json, text, binary };

struct Magic {
    std::string_view bytes;
    const char* name;
};

constexpr Magic magics[] = {{"%PDF", "a PDF"},
                            {"PK\x03\x04", "a ZIP archive"},
                            {"\x1f\x8b", "damaged gzip"},
                            {"\x89PNG", "a picture"},
                            {"\xff\xd8\xff", "a picture"},
                            {"GIF8", "a picture"},
                            {"RIFF", "media"},
                            {"ID3", "audio"},
                            {"BZh", "a bzip2 archive"},
                            {"\xfd"
                             "7zXZ",
                             "an xz archive"}};

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

bool is_binary(std::string_view bytes) {
    return bytes.substr(0, looked_at).find('\0') != bytes.npos;
}

/// `start` is the decoded beginning, in lower case, behind white space.
Looks looks_of(std::string_view start) {
    if (has(start, "<!doctype html") || has(start, "<html") || start.starts_with("<head") ||
        start.starts_with("<body") || start.starts_with("<script") || start.starts_with("<div") ||
        start.starts_with("<p>"))
        return Looks::html;
    if (has(start, "<urlset") || has(start, "<sitemapindex")) return Looks::sitemap;
    if (has(start, "<opml")) return Looks::opml;
    if (has(start, "<rss") || has(start, "<feed") || has(start, "<rdf:rdf")) return Looks::feed;
    if (start.starts_with('<')) return Looks::xml;
    return start.starts_with('{') || start.starts_with('[') ? Looks::json : Looks::text;
}

/// `newsbus discover` knows more than can be said in one line.
std::string discover(const Response& response) {
    return response.url.empty() ? "" : fmt::format("; `newsbus discover {}` looks for one", site_of(response.url));
}

std::string address_of(const extract::FeedLink& link) {
    auto url = Url::parse(link.url);
    return url ? shown(*url) : one_line(link.url);
}

/// Which feeds the page announces, else which it links to, or where to look for one.
std::string way_on(const Response& response) {
    constexpr std::size_t most_named = 3;
    std::vector<extract::FeedLink> links =
        extract::feed_links(response.body, response.header("content-type"), response.url);
    std::erase_if(links, [own = without_userinfo(response.url.without_fragment()).str()](const auto& link) {
        return !link.likely || link.url == own;
    });
    if (links.empty()) return discover(response);
    bool announced = links.front().announced;  // these come first
    std::erase_if(links, [announced](const auto& link) { return link.announced != announced; });
    std::string names;
    for (std::size_t i = 0; i < std::min(links.size(), most_named); ++i)
        names += (i == 0 ? " " : ", ") + address_of(links[i]);
    std::string more = links.size() > most_named ? fmt::format(" and {} more", links.size() - most_named) : "";
    return fmt::format("; it {} the feed{}{}{}", announced ? "announces" : "links to", links.size() > 1 ? "s" : "",
                       names, more);
}

std::string_view expected_words(Kind kind) {
    return kind == Kind::feed      ? "a feed"
           : kind == Kind::sitemap ? "a sitemap"
           : kind == Kind::listing ? "a list of articles"
                                   : "a page";
}

std::string html_words(Kind kind, const Response& response) {
    std::string words = fmt::format("an HTML page in place of {}, {}", expected_words(kind), page_words(response));
    return words + (kind == Kind::feed ? way_on(response) : discover(response));
}

std::string beginning(std::string_view start) {
    return fmt::format("it begins with \"{}\"", one_line(start, 80));
}

std::string binary_words(std::string_view body) {
    auto known = std::ranges::find_if(magics, [&](const Magic& magic) { return body.starts_with(magic.bytes); });
    return known == std::end(magics) ? "binary data" : known->name;
}

/// What stands in place of a feed or a sitemap. `why` is what the reader said.
std::string stand_in(Kind kind, const Response& response, const std::string& why) {
    Plain plain(response.body);
    std::string_view body = plain.bytes();
    if (is_binary(body)) return fmt::format("{} in place of {}", binary_words(body), expected_words(kind));
    std::string start =
        to_utf8(body.substr(0, looked_at), charset_parameter(response.header("content-type")), Markup::xml).text;
    start.erase(0, std::min(start.find_first_not_of(" \t\r\n"), start.size()));
    switch (looks_of(lower(start))) {
        case Looks::html:
            return html_words(kind, response);
        case Looks::sitemap:
            return kind == Kind::feed ? "a sitemap in place of a feed: set `kind = \"sitemap\"`" : why;
        case Looks::feed:
            return kind == Kind::sitemap ? "a feed in place of a sitemap: set `kind = \"feed\"`" : why;
        case Looks::opml:
            return "a list of feeds (OPML): `newsbus import` makes sources of it";
        case Looks::json:
            return fmt::format("JSON, but {}; {}", kind == Kind::feed ? why : "no sitemap", beginning(start));
        case Looks::xml:
            return fmt::format("XML, but {}; {}", why, beginning(start));
        default:
            return fmt::format("{}; {}", why, beginning(start));
    }
}

}  // namespace

std::string page_words(const Response& response) {
    std::string_view type = response.header("content-type");
    extract::PageForm form = extract::page_form(response.body, type);
    std::string words =
        form.title.empty() ? "without a title" : fmt::format("titled \"{}\"", one_line(form.title, 100));
    if (form.asks_password) return words + ", with a form for a password";
    auto page = extract::read_page(response.body, type, response.url);
    if (page && page->body_status == BodyStatus::wall) words += ", which asks for consent or a subscription first";
    return words;
}

bool is_empty_answer(const Response& response) {
    return response.body.find_first_not_of(" \t\r\n") == std::string::npos;
}

Error misread(Kind kind, const Response& response, Error error) {
    const std::string where = response.url.empty() ? "" : shown(response.url) + ": ";
    std::string what;
    if (is_empty_answer(response))
        what = response.body.empty() ? "the answer is empty" : "the answer is empty but for white space";
    else if (error.code == Errc::syntax && (kind == Kind::feed || kind == Kind::sitemap))
        what = stand_in(kind, response, error.what);
    else
        what = error.what.starts_with(where) ? error.what.substr(where.size()) : error.what;
    return {error.code, shortened(where + what, longest)};
}

}  // namespace newsbus::source
