#include "document.h"

#include <spdlog/fmt/fmt.h>

#include <charconv>

namespace newsbus::simulation {
namespace {

std::string headline(const Story& story) {
    return fmt::format("{}{}, take {}", story.advert ? "Advert: " : "", story.name, story.take);
}

std::string summary(const Story& story) {
    return fmt::format("What {} says in its take {}.", story.name, story.take);
}

std::string rss_item(const Story& story) {
    std::string item = fmt::format("<item><title>{}</title><link>{}</link>", headline(story), story.link);
    if (!story.guid.empty()) item += fmt::format("<guid isPermaLink=\"false\">{}</guid>", story.guid);
    if (!story.date.empty()) item += fmt::format("<pubDate>{}</pubDate>", story.date);
    return item + fmt::format("<description>{}</description></item>\n", summary(story));
}

std::string atom_entry(const Story& story) {
    std::string entry = fmt::format("<entry><title>{}</title><link href=\"{}\"/>", headline(story), story.link);
    if (!story.guid.empty()) entry += fmt::format("<id>{}</id>", story.guid);
    if (!story.date.empty()) entry += fmt::format("<published>{}</published>", story.date);
    return entry + fmt::format("<summary>{}</summary></entry>\n", summary(story));
}

std::string json_item(const Story& story) {
    std::string item = fmt::format(R"({{"title":"{}","url":"{}")", headline(story), story.link);
    if (!story.guid.empty()) item += fmt::format(R"(,"id":"{}")", story.guid);
    if (!story.date.empty()) item += fmt::format(R"(,"date_published":"{}")", story.date);
    return item + fmt::format(R"(,"content_text":"{}"}})", summary(story));
}

constexpr std::string_view rss_head =
    R"(<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Simulated</title>)"
    "<link>https://example.org/</link><description>News of a world that is none</description>\n";
constexpr std::string_view atom_head =
    R"(<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Simulated</title>)"
    "<id>urn:simulated</id>\n";

}  // namespace

Document feed_of(const std::vector<Story>& stories, Format format) {
    Document made;
    const bool json = format == Format::json;
    made.type = json ? "application/feed+json" : "application/xml; charset=utf-8";
    made.body = json ? R"({"version":"https://jsonfeed.org/version/1.1","title":"Simulated","items":[)"
                : format == Format::atom ? atom_head
                                         : rss_head;
    for (const Story& story : stories) {
        if (json && !made.entries.empty()) made.body += ",\n";
        made.body += json ? json_item(story) : format == Format::atom ? atom_entry(story) : rss_item(story);
        made.entries.push_back({story.link, story.take, story.time, story.advert});
    }
    made.body += json ? "]}" : format == Format::atom ? "</feed>\n" : "</channel></rss>\n";
    return made;
}

std::string page_of(const Story& story) {
    std::string page = fmt::format(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{0}</title><meta property=\"og:type\" content=\"article\">"
        "<meta property=\"og:title\" content=\"{0}\"></head><body><main><article><h1>{0}</h1>\n",
        headline(story));
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
