#include "feed/sitemap.h"
#include "base/ascii.h"
#include "base/blank.h"
#include "base/gunzip.h"
#include "charset/charset.h"
#include "feed/prepare.h"
#include "feed/recover.h"
#include "feed/sitemap_xml.h"
#include "feed/tree_limit.h"
#include "feed/value.h"
#include "url/web_address.h"

#include <pugixml.hpp>

#include <algorithm>
#include <string>

namespace newsbus::feed {
namespace {

constexpr std::size_t most_bytes = 32 << 20;
constexpr std::size_t most_lines = 50'000;  // of a text sitemap (sitemaps.org)

constexpr unsigned syntax = pugi::parse_default | pugi::parse_embed_pcdata;  // texts are no nodes of their own

bool looks_like_markup(std::string_view text) {
    std::string_view start = ascii::trimmed(text.substr(0, 4096));
    return start.starts_with('<') || (!start.starts_with("http") && start.find('<') != start.npos);
}

/// What file names end in: "html" of "/a/b.html", "/" of "/a/"; "" when nothing tells where an address ends.
std::string_view ending_of(std::string_view line) {
    line = ascii::trimmed(line);
    if (line.ends_with('/')) return "/";
    std::size_t dot = line.rfind('.'), slash = line.rfind('/');
    return dot == line.npos || slash == line.npos || dot < slash || slash < 9 ? "" : line.substr(dot + 1);
}

/// A last line that no line break ends may be cut, and a part of an address is another address. It counts when it ends
/// as the one before does: in a slash, in the same kind of file.
bool ends_like_the_one_before(std::string_view text, std::size_t last) {
    if (last == 0) return false;
    const std::string_view before = text.substr(0, last - 1);
    const std::string_view ending = ending_of(text.substr(last));
    return !ending.empty() && ending == ending_of(before.substr(before.rfind('\n') + 1));
}

/// Is it a value of another column: a date, a priority, how often a page changes?
bool is_column(std::string_view word) {
    static constexpr std::string_view frequencies[] = {"always",  "hourly", "daily", "weekly",
                                                       "monthly", "yearly", "never"};
    if (ascii::is_digit(word.front()) && word.find_first_not_of("0123456789-:.+TZ") == word.npos) return true;
    return std::ranges::any_of(frequencies,
                               [word](std::string_view known) { return ascii::equals_ignoring_case(word, known); });
}

/// The address of a line that has columns: before a tab, or before blanks when all behind them are columns. An address
/// that holds blanks by mistake is left as it is.
std::string_view first_column(std::string_view line) {
    line = line.substr(0, line.find('\t'));
    const std::size_t end = line.find(' ');
    for (std::size_t at = end; at < line.size();) {
        const std::size_t begin = line.find_first_not_of(' ', at);
        if (begin == line.npos) break;
        at = std::min(line.find(' ', begin), line.size());
        if (!is_column(line.substr(begin, at - begin))) return line;
    }
    return line.substr(0, end);
}

/// One URL a line. A line that is none is left out; a text without any is no sitemap. `whole` = nothing is missing at
/// its end.
Result<Harvest> read_lines(std::string_view text, const Url& base, bool whole, Newest newest) {
    Harvest harvest;
    const std::size_t last = text.rfind('\n') + 1;  // 0 without any
    if (last < text.size() && (!whole || !ends_like_the_one_before(text, last))) {
        text = text.substr(0, last);
        harvest.problems.push_back({"the last line has no end and may be cut: it is left out"});
    }
    harvest.cut = !whole;
    harvest.feed.format = "sitemap-text";
    harvest.feed.feed_url = base.str();
    std::size_t bad = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = first_column(trimmed_unseen(text.substr(begin, end - begin)));
        begin = end + 1;
        if (line.empty() || line.starts_with('#')) continue;
        if (newest.count() == most_lines) {
            harvest.problems.push_back({"more than 50000 lines; the rest is not read"});
            break;
        }
        auto url = web_address(line, Url());
        if (!url) {
            ++bad;
            continue;
        }
        Article article;
        article.identifier = article.url = url->str();
        newest.add(std::move(article));
    }
    harvest.articles = newest.take();
    if (harvest.articles.empty()) return Error{Errc::syntax, "no sitemap: neither XML nor a list of URLs"};
    if (bad > 0) harvest.problems.push_back({"lines that are no http(s) URL: " + std::to_string(bad)});
    report_left_out(newest, harvest.problems);
    return harvest;
}

/// As in feeds: strictly first, and only what is refused is repaired.
Result<Harvest> read_xml(std::string_view body, std::string_view charset, std::string text, const Url& base,
                         std::size_t newest) {
    text = prepared(std::move(text));
    pugi::xml_document document;
    pugi::xml_parse_result parsed;
    if (!cut_to_tree_limit(text, false))
        parsed = document.load_buffer_inplace(text.data(), text.size(), syntax, pugi::encoding_utf8);
    if (parsed) return read_xml_sitemap(document, base, Newest(newest));
    text = prepared(to_utf8(body, charset, Markup::xml).text);
    const bool limited = cut_to_tree_limit(text, false);
    document.reset();
    const bool cut = recover(text, document);
    auto harvest = read_xml_sitemap(document, base, Newest(newest));
    if (!harvest) return harvest;
    if (limited) {  // the end is ours: it would be the same the next time
        harvest->problems.push_back({tree_limit_words});
        return harvest;
    }
    harvest->cut = cut;
    if (cut) harvest->problems.push_back(cut_document());
    harvest->problems.push_back(
        {"ill-formed XML at byte " + std::to_string(parsed.offset) + ": " + parsed.description()});
    return harvest;
}

}  // namespace

Result<Harvest> read_sitemap(std::string_view body, std::string_view content_type, const Url& base,
                             std::size_t newest) {
    Plain plain(body, most_bytes);
    body = plain.bytes();
    if (is_gzip(body)) return Error{Errc::syntax, "gzip: damaged from the start"};
    std::string charset = charset_parameter(content_type);
    Decoded decoded = to_utf8(body, charset, Markup::xml);
    bool repaired = decoded.repaired;
    auto harvest = looks_like_markup(decoded.text) ? read_xml(body, charset, std::move(decoded.text), base, newest)
                                                   : read_lines(decoded.text, base, plain.whole(), Newest(newest));
    if (!harvest) return harvest;
    harvest->cut = harvest->cut || !plain.whole();
    if (!plain.whole())
        harvest->problems.push_back(
            {"the gzip file is damaged, cut short or larger than 32 MiB; read as far as possible"});
    if (repaired)
        harvest->problems.push_back({"bytes that are not what they are labelled as; read as " + decoded.encoding});
    return harvest;
}

}  // namespace newsbus::feed
