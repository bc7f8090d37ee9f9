#include "extract/plain/layout.h"

#include "extract/body/prose.h"
#include "extract/tree/outline.h"
#include "extract/words/names.h"
#include "text/agencies.h"
#include "text/letters.h"
#include "text/page_lines.h"
#include "text/sentence.h"
#include "text/words.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace newsbus::extract {
namespace {

using Lines = std::vector<Line>;
using Kind = Line::Kind;

constexpr std::size_t longest_headline = 250;
constexpr std::size_t headline_reach = 60;  // lines above the text
constexpr std::size_t repeat_reach = 12;    // between two places of the headline

// What a line adds to a stretch of text: paragraphs make one, links and labels end it.
int worth(const Line& line) {
    auto weight = static_cast<int>(std::min<std::uint32_t>(line.weight, 600));
    switch (line.kind) {
        case Kind::prose:
            return line.times > 2 || (weight < 300 && text::is_aside(line.text)) ? -40 : weight;
        case Kind::sentence:
            return line.times > 2 ? -30 : 15;
        case Kind::caption:
        case Kind::signature:
        case Kind::agency:
            return 0;
        case Kind::byline:
        case Kind::date:
            return -15;
        case Kind::title:
            return line.indented ? -45 : -30;
        case Kind::credit:
            return -120;
        case Kind::furniture:
            return -60;
    }
    return 0;
}

// The stretch of lines with the greatest sum, from prose to prose.
Layout densest(const Lines& lines) {
    Layout best;
    int sum = 0, most = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (sum <= 0) {
            sum = 0;
            begin = i;
        }
        sum += worth(lines[i]);
        if (sum > most) most = sum, best.begin = begin, best.end = i + 1;
    }
    return best;
}

using WordSet = std::unordered_set<std::uint64_t>;

// The words that carry a meaning; where words are not spaced, pairs of characters.
WordSet telling_words(std::string_view text, std::uint32_t shortest) {
    WordSet found;
    std::vector<text::Word> words = text::words(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].unit == text::Unit::word) {
            if (words[i].end - words[i].begin >= shortest) found.insert(words[i].hash);
        } else if (i + 1 < words.size() && words[i + 1].gap == text::Gap::none) {
            found.insert(text::joined(words[i].hash, words[i + 1].hash));
        }
    }
    return found;
}

std::size_t in_common(const WordSet& some, const WordSet& others) {
    return static_cast<std::size_t>(
        std::count_if(some.begin(), some.end(), [&](std::uint64_t word) { return others.contains(word); }));
}

// Tells how much a line looks like the headline of the text.
class HeadlineJudge {
public:
    HeadlineJudge(const Lines& lines, const Layout& layout, const Url& url)
        : lines_(lines), layout_(layout), address_(telling_words(url.path(), 3)) {
        for (std::size_t i = layout.begin; i < layout.end && body_.size() < 20'000; ++i)
            if (lines[i].kind == Kind::prose) body_.merge(telling_words(lines[i].text, 4));
    }

    double score(std::size_t i) const {
        const Line& line = lines_[i];
        WordSet words = telling_words(line.text, 4);
        if (words.empty()) return 0;
        auto size = static_cast<double>(words.size());
        double length = std::max(size, line.weight / 8.0);  // not all scripts put spaces
        double score = 3.0 * static_cast<double>(in_common(words, body_)) / size + std::min(length, 6.0) / 2;
        score += line.times > 1 ? 1.5 : 0;
        score -= line.indented ? 2 : 0;
        score -= line.kind == Kind::sentence ? 1.5 : 0;
        score -= i < layout_.begin ? std::min(0.1 * static_cast<double>(layout_.begin - i), 3.0) : 0;
        return score + in_address(line.text) + (is_signed(i) && !is_written_like_a_name(line.text) ? 1 : 0);
    }

private:
    double in_address(std::string_view text) const {
        WordSet words = telling_words(text, 3);
        std::size_t known = in_common(words, address_);
        return known < 2 ? 0 : 4.0 * static_cast<double>(known) / static_cast<double>(words.size());
    }

    // A byline or a date comes right below a headline.
    bool is_signed(std::size_t i) const {
        for (std::size_t next = i + 1; next < std::min(i + 4, lines_.size()); ++next)
            if (lines_[next].kind == Kind::byline || lines_[next].kind == Kind::date ||
                lines_[next].kind == Kind::agency)
                return true;
        return false;
    }

    const Lines& lines_;
    const Layout& layout_;
    WordSet address_, body_;
};

std::optional<std::size_t> find_headline(const Lines& lines, const Layout& layout, const Url& url) {
    HeadlineJudge judge(lines, layout, url);
    std::optional<std::size_t> best;
    double best_score = 2;
    std::size_t prose = 0;
    for (std::size_t i = layout.begin > headline_reach ? layout.begin - headline_reach : 0; i < layout.end && prose < 3;
         ++i) {
        if (lines[i].kind == Kind::prose && i >= layout.begin) ++prose;
        bool fit = lines[i].kind == Kind::title || (lines[i].kind == Kind::sentence && prose == 0);
        if (!fit || lines[i].text.size() > longest_headline) continue;
        double score = judge.score(i) - static_cast<double>(prose);
        if (score > best_score) best = i, best_score = score;
    }
    return best;
}

// A page may say it twice, with the standfirst between.
std::size_t first_place(const Lines& lines, std::size_t headline) {
    for (std::size_t i = headline > repeat_reach ? headline - repeat_reach : 0; i < headline; ++i)
        if (lines[i].text == lines[headline].text) return i;
    return headline;
}

std::uint32_t prose_weight(const Lines& lines, std::size_t from, std::size_t to) {
    std::uint32_t weight = 0;
    for (std::size_t i = from; i < to; ++i)
        if (lines[i].kind == Kind::prose) weight += lines[i].weight;
    return weight;
}

// Behind the headline's last place ahead of the prose that follows it.
std::size_t begin_of_body(const Lines& lines, const Layout& layout) {
    std::size_t headline = *layout.headline, begin = std::max(headline + 1, layout.begin);
    std::uint32_t passed = 0, all = prose_weight(lines, headline + 1, layout.end);
    for (std::size_t i = headline + 1; i < layout.end; ++i) {
        if (lines[i].kind == Kind::prose) passed += lines[i].weight;
        if (passed * 4 > all) break;
        if (lines[i].text == lines[headline].text) begin = std::max(begin, i + 1);
    }
    return begin;
}

// Where the page goes on to other things: a line of furniture, or links, behind which little prose comes.
std::size_t end_of_body(const Lines& lines, std::size_t begin, std::size_t last) {
    std::uint32_t ahead = prose_weight(lines, begin, last), behind = 0;
    std::size_t end = begin;
    for (std::size_t i = begin; i < last; ++i) {
        bool marker = (lines[i].kind == Kind::furniture && !text::ends_like_a_sentence(lines[i].text)) ||
                      lines[i].text.ends_with(':') || lines[i].kind == Kind::credit;
        if (marker && behind > 0 && ahead * 5 < behind) break;
        if (lines[i].kind != Kind::prose) {
            if (lines[i].kind == Kind::sentence && ahead > 0) end = i + 1;
            continue;
        }
        behind += lines[i].weight;
        ahead -= lines[i].weight;
        end = i + 1;
    }
    if (end > begin && end < lines.size() && lines[end].kind == Kind::signature) return end + 1;
    // A short last word; forms and boxes exclaim.
    if (end > begin && end < lines.size() && lines[end].kind == Kind::sentence && lines[end].weight >= 20 &&
        !lines[end].indented && lines[end].times == 1 && !lines[end].text.ends_with('!'))
        ++end;
    return end;
}

// A paragraph without a full stop, by all that a line tells: long, said once, no list entry, and more than names.
bool is_unpunctuated_paragraph(const Line& line, std::uint32_t shortest) {
    return line.kind == Kind::title && line.weight >= shortest && !line.indented && line.times == 1 &&
           !is_label(line.text) && !text::is_page_line(line.text);
}

// The lead that stands between the headline and the first sentence.
bool is_lead(const Lines& lines, std::size_t i) {
    constexpr std::uint32_t shortest_lead = 100, shortest_dated = 60;  // shorter ones are subtitles
    return is_unpunctuated_paragraph(lines[i], text::agency_beside(lines[i].text) ? shortest_dated : shortest_lead);
}

// The last paragraph, where a list of other headlines cannot be meant: those are short, and more than one.
bool is_last_paragraph(const Lines& lines, std::size_t i) {
    constexpr std::uint32_t shortest_last = 60, longest_headline_line = 100;
    if (!is_unpunctuated_paragraph(lines[i], shortest_last)) return false;
    bool alone = i + 1 >= lines.size() || lines[i + 1].kind != Kind::title || text::is_page_line(lines[i + 1].text);
    return alone || lines[i].weight > longest_headline_line;
}

}  // namespace

void take_in_unpunctuated_ends(Lines& lines, Layout& layout) {
    if (layout.begin >= layout.end) return;
    std::size_t first = layout.headline ? *layout.headline + 1 : layout.begin;
    if (layout.begin > first && is_lead(lines, layout.begin - 1)) lines[--layout.begin].kind = Kind::prose;
    if (layout.end < lines.size() && is_last_paragraph(lines, layout.end)) lines[layout.end++].kind = Kind::prose;
}

Layout layout_of(const Lines& lines, const Url& url) {
    Layout layout = densest(lines);
    layout.headline = find_headline(lines, layout, url);
    if (layout.headline) {
        layout.headline = first_place(lines, *layout.headline);
        layout.begin = begin_of_body(lines, layout);
    }
    layout.end = end_of_body(lines, layout.begin, layout.end);
    return layout;
}

}  // namespace newsbus::extract
