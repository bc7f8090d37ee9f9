#include "feed/feed.h"
#include "base/ascii.h"
#include "base/gunzip.h"
#include "charset/charset.h"
#include "feed/json_feed.h"
#include "feed/json_text.h"
#include "feed/prepare.h"
#include "feed/recover.h"
#include "feed/tree_limit.h"
#include "feed/xml_feed.h"

#include <pugixml.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

namespace newsbus::feed {
namespace {

/// Does an object begin as a JSON Feed does, with one of its members?
bool begins_as_json_feed(std::string_view text) {
    static constexpr std::string_view members[] = {
        "version", "title",   "items",  "home_page_url", "feed_url", "description", "user_comment", "next_url",
        "icon",    "favicon", "author", "authors",       "language", "expired",     "hubs"};
    const std::size_t first = text.find_first_not_of(" \t\r\n", 1);
    return first != text.npos && std::ranges::find(members, member_at(text, first)) != std::end(members);
}

/// Is it a document of its own, that may hold JSON somewhere?
bool speaks_of_document(std::string_view start) {
    std::string low = ascii::lower(start);
    for (std::string_view mark : {"<?xml", "<!doctype", "<![", "<html", "<head", "<body", "<script", "<rss", "<feed",
                                  "<rdf", "<channel", "<opml", "<urlset", "<sitemapindex"})
        if (low.find(mark) != low.npos) return true;
    return false;
}

/// The JSON Feed in `text`: all of it, or what stands behind the warning of a program, a comment, the name of a
/// function that is called with it, or a mark that keeps it from being run. Nothing when it is none.
std::optional<std::string_view> json_in(std::string_view text) {
    constexpr std::size_t most_before = 4096;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return std::nullopt;
    text.remove_prefix(first);
    std::string_view start = text.substr(0, most_before);
    for (std::size_t at = start.find('{'); at != start.npos; at = start.find('{', at + 1))
        if (at == 0 || begins_as_json_feed(text.substr(at)))
            return at > 0 && speaks_of_document(start.substr(0, at)) ? std::nullopt : std::optional(text.substr(at));
    return std::nullopt;
}

/// A position in the prepared text as "line 12".
std::string line_of(std::string_view text, std::ptrdiff_t offset) {
    auto end = text.begin() + std::min<std::ptrdiff_t>(offset, static_cast<std::ptrdiff_t>(text.size()));
    return "line " + std::to_string(1 + std::count(text.begin(), end, '\n'));
}

// Line breaks in addresses are cut by the URL parser, but not when they have become spaces. Texts without markup need
// no nodes of their own.
constexpr unsigned plain_syntax = (pugi::parse_default & ~pugi::parse_wconv_attribute) | pugi::parse_embed_pcdata;

// White space between the elements of unescaped markup is text that matters; elsewhere it is half of all nodes.
constexpr unsigned mixed_syntax = plain_syntax | pugi::parse_ws_pcdata;

/// Well-formed XML is parsed in place. After a fault the tree is thrown away whole, since it ends somewhere in the
/// middle, and the text, which the parser has spoilt, is made again for the tolerant path; so it is when a text turns
/// out to hold markup.
Result<Harvest> read_xml(std::string_view body, std::string_view charset, Decoded first, const Url& base,
                         const ReadOptions& options) {
    auto document = std::make_shared<XmlText>();
    document->text = prepared(std::move(first.text));
    constexpr std::size_t first_entries = 4096;  // tell what the others are like; searching all would cost more
    bool mixed = std::string_view(document->text).substr(0, first_entries).find("xhtml") != std::string::npos;
    bool limited = cut_to_tree_limit(document->text, mixed);
    auto parse = [&document](unsigned syntax) {
        std::string& text = document->text;
        return document->tree.load_buffer_inplace(text.data(), text.size(), syntax, pugi::encoding_utf8);
    };
    pugi::xml_parse_result parsed;
    if (!limited) parsed = parse(mixed ? mixed_syntax : plain_syntax);
    if (parsed) {
        bool found = false;
        auto harvest = read_xml_feed(document, base, options, found);
        if (mixed || !found) return harvest;
    }
    document->text = prepared(to_utf8(body, charset, Markup::xml).text);
    bool ignored = false;
    if (parsed && !cut_to_tree_limit(document->text, true)) {
        parse(mixed_syntax);
        return read_xml_feed(document, base, options, ignored);
    }
    document->tree.reset();
    limited = cut_to_tree_limit(document->text, limited) || parsed;  // the tolerant reader makes nodes of texts
    const bool cut = recover(document->text, document->tree);
    auto harvest = read_xml_feed(document, base, options, ignored);
    if (!harvest) return harvest;
    if (limited) {  // the end is ours: it would be the same the next time
        harvest->problems.insert(harvest->problems.begin(), {tree_limit_words});
        return harvest;
    }
    harvest->cut = cut;
    if (cut) harvest->problems.insert(harvest->problems.begin(), cut_document());
    harvest->problems.push_back(
        {"ill-formed XML at " + line_of(document->text, parsed.offset) + ": " + parsed.description()});
    return harvest;
}

}  // namespace

Result<Harvest> read(std::string_view body, std::string_view content_type, const Url& base,
                     const ReadOptions& options) {
    Plain plain(body);
    body = plain.bytes();
    std::string charset = charset_parameter(content_type);
    Decoded decoded = to_utf8(body, charset, Markup::xml);
    std::string encoding = decoded.encoding;
    bool repaired = decoded.repaired;
    const auto json = json_in(decoded.text);
    auto harvest =
        json ? read_json_feed(*json, base, options) : read_xml(body, charset, std::move(decoded), base, options);
    if (harvest && !plain.whole()) {
        harvest->cut = true;
        harvest->problems.push_back({"the gzip is damaged, cut short or larger than 32 MiB; read as far as possible"});
    }
    if (harvest && repaired)
        harvest->problems.push_back({"bytes that are not what they are labelled as; read as " + encoding});
    return harvest;
}

}  // namespace newsbus::feed
