#include "extract/page.h"

#include "base/charset.h"
#include "base/date.h"
#include "extract/outline.h"
#include "extract/similar.h"
#include "extract/text_lines.h"
#include "text/language.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace newsbus::extract {
namespace {

using Lines = std::vector<Line>;
using Kind = Line::Kind;

std::set<std::string> long_words(std::string_view text) {
    std::set<std::string> words;
    while (!text.empty()) {
        std::size_t end = std::min(text.find(' '), text.size());
        std::string word = letters_of(text.substr(0, end));
        if (word.size() >= 4) words.insert(std::move(word));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

// The headline comes before the prose, says what the prose says, and often stands twice.
std::optional<std::size_t> find_headline(const Lines& lines) {
    std::set<std::string> body_words;
    for (const Line& line : lines)
        if (line.kind == Kind::prose) body_words.merge(long_words(line.text));
    std::optional<std::size_t> best;
    double best_score = 0;
    for (std::size_t i = 0, prose = 0; i < lines.size() && prose < 3; ++i) {
        prose += lines[i].kind == Kind::prose;
        if (lines[i].kind != Kind::title || lines[i].text.size() > 300) continue;
        std::set<std::string> words = long_words(lines[i].text);
        if (words.empty()) continue;
        auto known = std::count_if(words.begin(), words.end(),
                                   [&](const std::string& word) { return body_words.contains(word); });
        double score = 3.0 * static_cast<double>(known) / static_cast<double>(words.size()) +
                       std::min<double>(static_cast<double>(words.size()), 6) / 2 + (lines[i].times > 1 ? 1.5 : 0) -
                       (lines[i].indented ? 2 : 0) - static_cast<double>(prose);
        if (!best || score > best_score) best = i, best_score = score;
    }
    return best_score >= 2 ? best : std::nullopt;
}

std::uint32_t prose_weight(const Lines& lines, std::size_t from, std::size_t to) {
    std::uint32_t weight = 0;
    for (std::size_t i = from; i < to; ++i)
        if (lines[i].kind == Kind::prose) weight += weight_of(lines[i].text.c_str());
    return weight;
}

// Behind the headline's last place ahead of the prose that follows it.
std::size_t begin_of_body(const Lines& lines, std::size_t headline) {
    std::size_t begin = headline + 1;
    std::uint32_t passed = 0;
    std::uint32_t all = prose_weight(lines, begin, lines.size());
    for (std::size_t i = headline + 1; i < lines.size(); ++i) {
        if (lines[i].kind == Kind::prose) passed += weight_of(lines[i].text.c_str());
        if (passed * 4 > all) break;
        if (lines[i].text == lines[headline].text) begin = i + 1;
    }
    return begin;
}

// Where the page goes on to other things: a line of furniture, or links, behind which little prose comes.
std::size_t end_of_body(const Lines& lines, std::size_t begin) {
    std::uint32_t ahead = prose_weight(lines, begin, lines.size()), behind = 0;
    std::size_t end = begin;
    for (std::size_t i = begin; i < lines.size(); ++i) {
        bool marker = (lines[i].kind == Kind::furniture && !ends_like_a_sentence(lines[i].text)) ||
                      lines[i].text.ends_with(':') || lines[i].kind == Kind::credit;
        if (marker && behind > 0 && ahead * 10 < behind * 3) break;
        if (lines[i].kind != Kind::prose) {
            if (lines[i].kind == Kind::sentence && ahead > 0) end = i + 1;
            continue;
        }
        std::uint32_t weight = weight_of(lines[i].text.c_str());
        behind += weight;
        ahead -= weight;
        end = i + 1;
    }
    return end;
}

// A short line between two paragraphs is a sub-heading unless it looks inserted.
bool is_subheading(const Lines& lines, std::size_t i, std::size_t begin, std::size_t end) {
    if (lines[i].indented || lines[i].text.size() > 60 || i == begin || i + 1 >= end) return false;
    return lines[i + 1].kind == Kind::prose &&
           (lines[i - 1].kind == Kind::prose || lines[i - 1].kind == Kind::sentence);
}

void put_body(const Lines& lines, std::size_t begin, std::size_t end, Article& article) {
    bool started = false;
    for (std::size_t i = begin; i < end; ++i) {
        Kind kind = lines[i].kind;
        bool text = kind == Kind::prose || (started && kind == Kind::sentence) ||
                    (started && kind == Kind::title && is_subheading(lines, i, begin, end));
        if (!text) continue;
        started = true;
        if (!article.body.empty()) article.body += "\n\n";
        article.body += lines[i].text;
    }
    if (article.body.empty()) return;
    article.body_status = BodyStatus::full;
    article.provenance["articleBody"] = "text";
}

void put_head(const Lines& lines, std::size_t first, std::size_t begin, Article& article) {
    for (std::size_t i = first; i < begin; ++i) {
        const Line& line = lines[i];
        if (line.kind != Kind::prose || !article.description.empty()) continue;
        article.description = line.text;
        article.provenance["description"] = "text";
    }
}

void put_date(const Line& line, Article& article) {
    std::string raw = date_in(line.text);
    auto date = parse_date(raw);
    if (article.date_published || !date) return;
    article.date_published = date->time;
    article.date_published_precision = date->precision;
    article.date_published_raw = std::move(raw);
    article.provenance["datePublished"] = "text";
}

void put_author(const Line& line, Article& article) {
    if (!article.author.empty()) return;
    std::size_t by = line.text.find(' ');
    if (line.text.starts_with("Written by ")) by = line.text.find(' ', by + 1);
    std::string name = line.text.substr(by + 1);
    for (std::size_t joint; !name.empty(); name = joint == std::string::npos ? "" : name.substr(joint + 5)) {
        joint = name.find(" and ");
        article.author.push_back({name.substr(0, joint), ""});
    }
    article.provenance["author"] = "text";
}

// Date, byline and agency stand around the headline or right behind the body.
void put_labels(const Lines& lines, std::size_t begin, std::size_t end, Article& article) {
    std::size_t prose = begin;
    while (prose < end && lines[prose].kind != Kind::prose) ++prose;
    std::size_t after = std::min(lines.size(), end + 3);
    for (std::size_t i = 0; i < after; ++i) {
        if (i >= prose && i < end && lines[i].kind != Kind::credit) continue;
        if (lines[i].kind == Kind::date && i < prose) put_date(lines[i], article);
        if (lines[i].kind == Kind::byline) put_author(lines[i], article);
        if (lines[i].kind == Kind::agency && article.credit_text.empty()) article.credit_text = lines[i].text;
        if (lines[i].kind == Kind::credit && article.credit_text.empty()) {
            std::string credit = lines[i].text.substr(lines[i].text.find(':') + 1);
            credit.erase(0, credit.find_first_not_of(' '));
            article.credit_text = std::move(credit);
        }
    }
    if (!article.credit_text.empty()) article.provenance["creditText"] = "text";
}

}  // namespace

Result<Article> read_text(std::string_view body, std::string_view content_type, const Url& url) {
    Decoded decoded = to_utf8(body, charset_parameter(content_type), newsbus::Markup::text);
    for (std::size_t at = 0; (at = decoded.text.find("\xC2\xA0", at)) != std::string::npos; at += 2)
        decoded.text.replace(at, 2, "  ");  // no-break spaces are layout
    Lines lines = lines_of(decoded.text);
    Article article;
    article.url = article.identifier = url.str();
    std::optional<std::size_t> headline = find_headline(lines);
    if (headline) {
        article.headline = lines[*headline].text;
        article.provenance["headline"] = "text";
    }
    std::size_t begin = headline ? begin_of_body(lines, *headline) : 0;
    std::size_t end = end_of_body(lines, begin);
    if (headline) put_head(lines, *headline, begin, article);
    put_body(lines, begin, end, article);
    put_labels(lines, begin, end, article);
    if (auto language = text::detect_language(article.body.empty() ? article.headline : article.body)) {
        article.language = language->tag;
        article.language_confidence = language->confidence;
        article.provenance["inLanguage"] = "text";
    }
    return article;
}

}  // namespace newsbus::extract
