#include "extract/plain/lines.h"

#include "extract/tree/outline.h"
#include "extract/words/date_text.h"
#include "text/agencies.h"
#include "text/letters.h"
#include "text/page_lines.h"
#include "text/sentence.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_map>

namespace newsbus::extract {
namespace {

constexpr std::size_t wrap_width = 100;
constexpr std::size_t most_lines = 50'000;
constexpr std::size_t longest_date_line = 80;
constexpr std::uint32_t longest_title = 220;
constexpr std::uint32_t long_title = 100;  // with a full stop inside, or in Thai, what is longer is none

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
    if (text.size() > 60 && text::lower_case(text).ends_with(tail)) text.resize(text.size() - tail.size());
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

bool holds_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// "... in Beijing. (File photo: Reuters)", "... in Minsk. / AFP", "... at sea. Photo: Somebody", "Photo: Somebody".
bool is_caption(const std::string& text) {
    if (text.size() > 600) return false;
    std::string fold = text::lower_case(text);
    std::string_view tail = std::string_view(fold).substr(fold.size() > 90 ? fold.size() - 90 : 0);
    std::size_t bracket = tail.find_last_of("([");
    if (bracket != std::string_view::npos && (tail.ends_with(')') || tail.ends_with(']')) &&
        holds_one_of(tail.substr(bracket), {"photo", "image", "picture", "getty", "reuters/", "/reuters", "foto",
                                            "afp/", "/afp", "ap/", "credit", "courtesy", "bild"}))
        return true;
    if (std::size_t slash = tail.rfind(" / ");
        slash != std::string_view::npos && text::agency_line(tail.substr(slash + 3)))
        return true;
    for (std::string_view ending : {"getty images", "via reuters", "via afp", "via ap"})
        if (tail.ends_with(ending)) return true;
    if (text.size() <= 400 &&
        holds_one_of(tail, {"\xC2\xA9 ", "credit...", " photo: ", " foto: ", " bild: ", " picture: "}))
        return true;
    for (std::string_view opening : {"photo:", "photo by", "image:", "picture:", "file photo", "foto:", "photograph:"})
        if (fold.starts_with(opening)) return true;
    return false;
}

// "... in Minsk. (AFP)"
bool is_signed(const std::string& text) {
    std::size_t open = text.rfind('(');
    return text.size() <= 600 && text.ends_with(')') && open != std::string::npos &&
           text::agency_line(text.substr(open));
}

bool is_byline(std::string_view text) {
    if (text.size() > 80 || text::ends_like_a_sentence(text)) return false;
    std::string fold = text::lower_case(text);
    bool opens = fold.starts_with("by ") || fold.starts_with("written by ") || fold.starts_with("von ") ||
                 fold.starts_with("par ") || fold.starts_with("por ");
    return opens && std::count(text.begin(), text.end(), ' ') <= 7;
}

bool is_credit(std::string_view text) {
    std::string fold = text::lower_case(text.substr(0, 20));
    return text.size() <= 100 && (fold.starts_with("source:") || fold.starts_with("sources:") ||
                                  fold.starts_with("quelle:") || fold.starts_with("fuente:"));
}

// Thai and Lao have no full stop.
bool is_in_a_script_without_stops(std::string_view text) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at)
        letters += text[at] == '\xE0' && text[at + 1] >= '\xB8' && text[at + 1] <= '\xBB';
    return letters * 6 > text.size();
}

Line::Kind kind_of(const std::string& text, std::uint32_t weight) {
    if (text::agency_line(text)) return Line::Kind::agency;
    if (is_credit(text)) return Line::Kind::credit;
    if (is_caption(text)) return Line::Kind::caption;
    if (is_signed(text)) return Line::Kind::signature;
    if (is_byline(text)) return Line::Kind::byline;
    if (text.size() <= longest_date_line && !date_in(text).empty()) return Line::Kind::date;
    if (text::is_furniture(text)) return Line::Kind::furniture;
    bool sentence = text::ends_like_a_sentence(text) && text.back() != ':';
    bool prose = sentence || text::ends_before_brackets(text);
    if (weight > longest_title || (prose && weight >= 60)) return Line::Kind::prose;
    if (weight > long_title && (text::holds_a_sentence(text) || is_in_a_script_without_stops(text)))
        return Line::Kind::prose;
    return prose ? Line::Kind::sentence : Line::Kind::title;
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
    while (!text.empty() && lines.size() < most_lines) {
        std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace

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
        line.weight = weight_of(line.text.c_str());
        line.kind = kind_of(line.text, line.weight);
    }
    return lines;
}

}  // namespace newsbus::extract
