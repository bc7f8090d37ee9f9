#include "extract/text_lines.h"

#include "base/date.h"
#include "extract/outline.h"
#include "extract/similar.h"
#include "extract/vocabulary.h"

#include <algorithm>
#include <unordered_map>

namespace newsbus::extract {
namespace {

constexpr std::size_t wrap_width = 100;
constexpr std::size_t longest_date_line = 80;

constexpr std::string_view agencies[] = {"afp",
                                         "ap",
                                         "reuters",
                                         "dpa",
                                         "ansa",
                                         "efe",
                                         "apa",
                                         "tass",
                                         "xinhua",
                                         "pti",
                                         "ani",
                                         "bloomberg",
                                         "associated press",
                                         "the associated press",
                                         "agence france-presse",
                                         "agencies",
                                         "news agencies"};

std::string collapsed(std::string_view text) {
    std::string out;
    bool gap = false;
    for (char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        out += c;
    }
    return out;
}

// Teasers end with the words of a link.
std::string without_read_more(std::string text) {
    constexpr std::string_view tail = " read more";
    if (text.size() > 60 && lower_case(text).ends_with(tail)) text.resize(text.size() - tail.size());
    return text;
}

std::string_view without_bullet(std::string_view text) {
    for (std::string_view bullet : {"\xE2\x80\xA2", "\xC2\xB7", "\xE2\x97\xA6", "\xE2\x96\xAA", "* ", "- ", "+ "}) {
        if (!text.starts_with(bullet)) continue;
        text.remove_prefix(bullet.size());
        while (text.starts_with(' ')) text.remove_prefix(1);
        break;
    }
    return text;
}

bool is_agency(std::string_view text) {
    return std::find(std::begin(agencies), std::end(agencies), lower_case(text)) != std::end(agencies);
}

// "... in Beijing. (File photo: Reuters)", "... in Minsk. / AFP", "Photo: Somebody".
bool is_caption(const std::string& text) {
    if (text.size() > 600) return false;
    std::string fold = lower_case(text);
    std::string tail = fold.substr(fold.size() > 90 ? fold.size() - 90 : 0);
    std::size_t bracket = tail.find_last_of("([");
    if (bracket != std::string::npos && (tail.ends_with(')') || tail.ends_with(']'))) {
        std::string_view inside = std::string_view(tail).substr(bracket);
        for (std::string_view word :
             {"photo", "image", "picture", "getty", "reuters", "foto", "afp", "ap)", "credit", "courtesy", "bild"})
            if (inside.find(word) != std::string_view::npos) return true;
    }
    if (std::size_t slash = tail.rfind(" / "); slash != std::string::npos && is_agency(tail.substr(slash + 3)))
        return true;
    if (tail.ends_with("getty images") || tail.ends_with("via reuters") || tail.ends_with("via afp") ||
        tail.ends_with("via ap"))
        return true;
    for (std::string_view opening : {"photo:", "photo by", "image:", "picture:", "file photo", "foto:", "photograph:"})
        if (fold.starts_with(opening)) return true;
    return false;
}

bool is_byline(std::string_view text) {
    if (text.size() > 80 || ends_like_a_sentence(text)) return false;
    std::string fold = lower_case(text);
    bool opens = fold.starts_with("by ") || fold.starts_with("written by ") || fold.starts_with("von ") ||
                 fold.starts_with("par ") || fold.starts_with("por ");
    return opens && std::count(text.begin(), text.end(), ' ') <= 7;
}

bool is_credit(std::string_view text) {
    std::string fold = lower_case(text.substr(0, 20));
    return text.size() <= 100 && (fold.starts_with("source:") || fold.starts_with("sources:") ||
                                  fold.starts_with("quelle:") || fold.starts_with("fuente:"));
}

Line::Kind kind_of(const std::string& text) {
    if (is_agency(text)) return Line::Kind::agency;
    if (is_credit(text)) return Line::Kind::credit;
    if (is_caption(text)) return Line::Kind::caption;
    if (is_byline(text)) return Line::Kind::byline;
    if (text.size() <= longest_date_line && !date_in(text).empty()) return Line::Kind::date;
    if (is_furniture(text)) return Line::Kind::furniture;
    std::uint32_t weight = weight_of(text.c_str());
    bool sentence = ends_like_a_sentence(text) && text.back() != ':';
    if (weight > 220 || (sentence && weight >= 60)) return Line::Kind::prose;
    return sentence ? Line::Kind::sentence : Line::Kind::title;
}

// Were the paragraphs wrapped at a fixed width? Then no line is long and many are nearly that long.
bool is_wrapped(const std::vector<std::string_view>& raw) {
    std::size_t filled = 0, total = 0;
    for (std::string_view line : raw) {
        if (line.size() > wrap_width) return false;
        total += !line.empty();
        filled += line.size() >= 55;
    }
    return total > 10 && filled * 5 >= total * 2;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace

std::string date_in(std::string_view line) {
    // "1 month ago 26" is no date: a year has four digits here.
    auto readable = [](std::string_view text) { return has_year(text) && parse_date(text).has_value(); };
    for (std::size_t at = 0; at + 10 <= line.size(); ++at) {  // an ISO date without a time, among other words
        std::string_view piece = line.substr(at, 10);
        bool shaped = piece[4] == '-' && piece[7] == '-' && piece[0] >= '1' && piece[0] <= '2';
        if (shaped && line.substr(at + 10, 1) != "T" && readable(piece)) return std::string(piece);
    }
    if (readable(line)) return std::string(line);
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.substr(0, colon).find_first_of("0123456789") != std::string_view::npos)
        return {};
    std::string_view rest = line.substr(colon + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return readable(rest) ? std::string(rest) : std::string();
}

std::vector<Line> lines_of(std::string_view text) {
    std::vector<std::string_view> raw = split(text);
    bool wrapped = is_wrapped(raw);
    std::vector<Line> lines;
    bool joining = false;
    for (std::string_view piece : raw) {
        std::string flat = without_read_more(collapsed(piece));
        if (flat.empty()) {
            joining = false;
            continue;
        }
        bool indented = piece[0] == ' ' || piece[0] == '\t';
        if (wrapped && joining) {
            lines.back().text += ' ' + flat;
        } else {
            Line line;
            line.text = without_bullet(flat);
            line.indented = indented || line.text.size() != flat.size();
            lines.push_back(std::move(line));
        }
        joining = piece.size() >= 55;
    }
    std::erase_if(lines, [](const Line& line) { return line.text.empty(); });
    std::unordered_map<std::string_view, int> counts;
    for (const Line& line : lines) ++counts[line.text];
    for (Line& line : lines) {
        line.times = counts[line.text];
        line.kind = kind_of(line.text);
    }
    return lines;
}

}  // namespace newsbus::extract
