#include "document.h"

#include "html/entities.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <charconv>

namespace newsbus::simulation {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    html::append_escaped(out, text, html::Place::attribute);
    return out;
}

/// One element with text, nothing when there is none.
std::string element(std::string_view name, std::string_view text) {
    return text.empty() ? std::string() : fmt::format("<{0}>{1}</{0}>", name, escaped(text));
}

std::string rss_item(const Lines& entry) {
    std::string item = "<item>" + element("title", entry.title) + element("link", entry.link);
    if (!entry.guid.empty()) item += fmt::format("<guid isPermaLink=\"false\">{}</guid>", entry.guid);
    item += element("pubDate", entry.date) + element("atom:updated", entry.stamp);
    for (const std::string& name : entry.authors) item += element("dc:creator", name);
    for (const std::string& word : entry.keywords) item += element("category", word);
    if (!entry.picture.empty())
        item += fmt::format("<media:content medium=\"image\" url=\"{}\"/>", escaped(entry.picture));
    if (!entry.sound.empty())
        item += fmt::format("<enclosure type=\"audio/mpeg\" length=\"9\" url=\"{}\"/>", escaped(entry.sound));
    if (entry.comments >= 0) item += fmt::format("<slash:comments>{}</slash:comments>", entry.comments);
    return item + element("description", entry.summary) + "</item>\n";
}

std::string atom_entry(const Lines& entry) {
    std::string out = "<entry>" + fmt::format("<title type=\"html\">{}</title>", escaped(entry.title));
    out += fmt::format("<link href=\"{}\"/>", escaped(entry.link)) + element("id", entry.guid);
    out += element("published", entry.date) + element("updated", entry.stamp);
    for (const std::string& name : entry.authors) out += fmt::format("<author><name>{}</name></author>", name);
    for (const std::string& word : entry.keywords) out += fmt::format("<category term=\"{}\"/>", word);
    if (!entry.picture.empty())
        out += fmt::format("<media:content medium=\"image\" url=\"{}\"/>", escaped(entry.picture));
    if (!entry.sound.empty())
        out += fmt::format("<link rel=\"enclosure\" type=\"audio/mpeg\" href=\"{}\"/>", escaped(entry.sound));
    if (entry.comments >= 0) out += fmt::format("<thr:total>{}</thr:total>", entry.comments);
    return out + fmt::format("<summary type=\"html\">{}</summary></entry>\n", escaped(entry.summary));
}

/// One member of a JSON object, nothing when there is no text.
std::string member(std::string_view name, std::string_view text) {
    std::string out;
    if (text.empty()) return out;
    for (char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return fmt::format(",\"{}\":\"{}\"", name, out);
}

std::string json_item(const Lines& entry) {
    std::string item = "{" + member("title", entry.title).substr(1) + member("url", entry.link);
    item += member("id", entry.guid) + member("date_published", entry.date) + member("date_modified", entry.stamp);
    item += member("image", entry.picture);
    if (!entry.authors.empty()) {
        std::string names;
        for (const std::string& name : entry.authors)
            names += fmt::format("{}{{\"name\":\"{}\"}}", names.empty() ? "" : ",", name);
        item += fmt::format(",\"authors\":[{}],\"tags\":[\"{}\"]", names, fmt::join(entry.keywords, "\",\""));
    }
    if (!entry.sound.empty())
        item += ",\"attachments\":[{\"mime_type\":\"audio/mpeg\"" + member("url", entry.sound) + "}]";
    return item + member("content_html", entry.summary) + "}";
}

constexpr std::string_view rss_head =
    R"(<?xml version="1.0" encoding="UTF-8"?><rss version="2.0")"
    R"( xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/")"
    R"( xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Simulated</title>)"
    "<link>https://example.org/</link><description>News of a world that is none</description>\n";
constexpr std::string_view atom_head =
    R"(<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom")"
    R"( xmlns:media="http://search.yahoo.com/mrss/" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Simulated</title>)"
    "<id>urn:simulated</id>\n";

}  // namespace

Document feed_of(const std::vector<Story>& stories, const Hand& hand, Random& dice, TimePoint now) {
    Document made;
    const bool json = hand.format == Format::json;
    made.type = json ? "application/feed+json" : "application/xml; charset=utf-8";
    made.body = json ? R"({"version":"https://jsonfeed.org/version/1.1","title":"Simulated","items":[)"
                : hand.format == Format::atom ? atom_head
                                              : rss_head;
    if (hand.format == Format::rss && hand.ttl_minutes > 0)
        made.body += fmt::format("<ttl>{}</ttl>\n", hand.ttl_minutes);
    made.stories = stories;
    if (hand.habits.dates)
        for (Story& story : made.stories) date(story, now, hand.format);
    for (const Story& story : made.stories) {
        if (json && !made.entries.empty()) made.body += ",\n";
        const Lines entry = written(story, hand.habits, dice, now);
        made.body += json ? json_item(entry) : hand.format == Format::atom ? atom_entry(entry) : rss_item(entry);
        const std::size_t open = json ? 0 : 2;  // the last ">\n" may be missing
        made.entries.push_back({story.link, story.take, story.time, story.advert, made.body.size() - open});
    }
    made.body += json ? "]}" : hand.format == Format::atom ? "</feed>\n" : "</channel></rss>\n";
    return made;
}

void date(Story& story, TimePoint now, Format format) {
    story.time = std::chrono::floor<std::chrono::seconds>(now);
    story.date = format == Format::rss ? format_http_date(now) : format_rfc3339(now);
}

std::string page_of(const Story& story) {
    std::string page = fmt::format(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{0}</title><meta property=\"og:type\" content=\"article\">"
        "<meta property=\"og:title\" content=\"{0}\"></head><body><main><article><h1>{0}</h1>\n",
        headline(story, story.name));
    for (int i = 1; i <= 5; ++i)
        page += fmt::format(
            "<p>Paragraph {} of the page of {}, in its page take {}, tells at some length and in whole sentences what "
            "happened, who was there, and what is expected to follow from it in the days to come.</p>\n",
            i, story.name, story.page_take);
    return page + "</article></main></body></html>\n";
}

int take_in(std::string_view text, std::string_view word) {
    const std::size_t at = text.rfind(word);
    if (at == std::string_view::npos) return 0;
    int take = 0;
    std::from_chars(text.data() + at + word.size(), text.data() + text.size(), take);
    return take;
}

}  // namespace newsbus::simulation
