#include "text/page_lines.h"

#include "base/affix.h"
#include "base/ascii.h"
#include "text/letters.h"
#include "text/phrase_table.h"
#include "text/sentence.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

namespace newsbus::text {
namespace {

constexpr std::size_t longest_furniture = 220;
constexpr std::size_t longest_aside = 300;
constexpr std::size_t longest_label = 60;

std::string folded(std::string_view line) {
    std::string out = lower_case(line);
    for (std::size_t at; (at = out.find("\xE2\x80\x99")) != std::string::npos;) {
        out[at] = '\'';
        out.erase(at + 1, 2);
    }
    return out;
}

// Arrows, bullets and brackets before the first letter.
std::string_view without_ornament(std::string_view text) {
    constexpr std::string_view ornaments[] = {"\xE2\x96\xBA", "\xE2\x96\xB6", "\xE2\x86\x92", "\xC2\xBB",
                                              "\xE2\x80\xA2", "\xE2\x80\xBA", "\xE2\x96\xA0", "\xE2\x97\x8F",
                                              "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x9E\xA4", "\xF0\x9F\x91\x89",
                                              "\xEF\xBC\x88", "\xE3\x80\x90"};
    for (bool again = true; again && !text.empty();) {
        again = false;
        if (std::string_view(" [(<>|-*+#").find(text[0]) != std::string_view::npos) {
            text.remove_prefix(1);
            again = true;
        }
        if (const std::size_t ornament = prefix_size(text, ornaments)) text.remove_prefix(ornament), again = true;
    }
    return text;
}

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '\xC3' && c <= '\xC5');
}

// Does the text begin with these words, whole?
bool opens(std::string_view text, std::string_view opening) {
    if (!text.starts_with(opening)) return false;
    return text.size() == opening.size() || !is_latin(opening.back()) || !is_latin(text[opening.size()]);
}

bool is_in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// ByLetter by their first byte: a line is compared with few of them.
class ByLetter {
public:
    void add(std::string_view phrase) { by_letter_[static_cast<unsigned char>(phrase[0])].push_back(phrase); }

    const std::vector<std::string_view>& with(char first) const {
        return by_letter_[static_cast<unsigned char>(first)];
    }

private:
    std::array<std::vector<std::string_view>, 256> by_letter_;
};

// What plugins/data/boilerplate.tsv knows about the blocks of pages.
struct Knowledge {
    ByLetter openings, asides;
    std::unordered_set<std::string_view> whole;
};

// What it knows about lines, for those at the ends of texts.
struct LineKnowledge {
    std::vector<std::string> starts, leads, within;
    std::unordered_set<std::string> whole;
};

// In lower case, each number as 0.
std::string line_form(std::string_view line) {
    std::string out;
    for (char c : folded(line)) {
        bool digit = c >= '0' && c <= '9';
        if (!digit)
            out += c;
        else if (out.empty() || out.back() != '0')
            out += '0';
    }
    return out;
}

const LineKnowledge& line_knowledge() {
    static const LineKnowledge known = [] {
        LineKnowledge read;
        read_own_phrases([&read](unsigned kinds, std::string_view written) {
            std::string phrase = line_form(written);
            if (kinds & phrase_start) read.starts.push_back(phrase);
            if (kinds & phrase_lead) read.leads.push_back(phrase);
            if (kinds & phrase_within) read.within.push_back(phrase);
            if (kinds & (phrase_line | phrase_heading | phrase_lead)) read.whole.insert(phrase);
            return Result<void>();
        });
        return read;
    }();
    return known;
}

// What stands between a phrase and what it leads to.
bool announces(std::string_view rest) {
    constexpr std::string_view signs[] = {
        ":",        "|",        "-",           ">", "[", "\xE2\x80\x93", "\xE2\x80\x94", "\xEF\xBC\x9A", "\xE2\x86\x92",
        "\xC2\xBB", "\xD5\x9D", "\xE1\x8D\xA6"};
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return prefix_size(rest, signs) > 0;
}

const Knowledge& knowledge() {
    static const Knowledge known = [] {
        Knowledge read;
        read_own_phrases([&read](unsigned kinds, std::string_view phrase) {
            if (kinds & phrase_opens) read.openings.add(phrase);
            if (kinds & phrase_aside) read.asides.add(phrase);
            if (kinds & phrase_whole) read.whole.insert(phrase);
            return Result<void>();
        });
        return read;
    }();
    return known;
}

// "47 min ago", "vor 3 Stunden", "5分钟前": nothing but a number, a word or two for a unit, and which way it goes.
bool is_relative_time(std::string_view text) {
    constexpr std::size_t longest = 48, longest_rest = 24;
    constexpr std::string_view behind[] = {" ago",  " fa",    " atrás",  " geleden", " sedan", " siden", " sitten",
                                           " temu", " назад", " тому",   " önce",    " lalu",  " trước", " पहले",
                                           " আগে",  " nazaj", " tagasi", " atpakaļ", "前",     " 전",    "전"};
    constexpr std::string_view ahead[] = {"vor ",  "il y a ", "hace ",  "há ",    "fa ",   "acum ", "pred ",
                                          "před ", "prije ",  "пре ",   "преди ", "πριν ", "منذ ",  "قبل ",
                                          "לפני ", "prieš ",  "pirms ", "for ",   "przed "};
    if (text.size() > longest || std::ranges::none_of(text, ascii::is_digit)) return false;
    std::string_view rest;
    for (std::string_view word : behind)
        if (text.ends_with(word)) rest = text.substr(0, text.size() - word.size());
    for (std::string_view word : ahead)
        if (rest.empty() && text.starts_with(word)) rest = text.substr(word.size());
    return !rest.empty() && rest.size() <= longest_rest && rest[0] >= '0' && rest[0] <= '9' &&
           std::ranges::count(rest, ' ') <= 2;
}

// One word may begin any sentence; so may two or three signs of East Asia.
bool is_one_word(std::string_view opening) {
    constexpr std::size_t few_signs = 9;
    const bool is_cjk = static_cast<unsigned char>(opening[0]) >= 0xE3;
    return opening.find_first_of(" :@") == std::string_view::npos && !(is_cjk && opening.size() > few_signs);
}

}  // namespace

bool is_furniture(std::string_view line) {
    if (line.size() > longest_furniture) return false;
    if (letters_of(line).empty()) return true;  // "___", "* * *"
    std::string fold = folded(line);
    std::string_view text = without_ornament(fold);
    if (text.empty() || is_relative_time(text)) return true;
    bool sentence = text.size() > longest_label && holds_a_sentence(text);
    for (std::string_view opening : knowledge().openings.with(text[0]))
        if (opens(text, opening) && !(sentence && is_one_word(opening))) return true;
    while (!text.empty() && (text.back() == ':' || text.back() == ' ' || text.back() == ']' || text.back() == ')'))
        text.remove_suffix(1);
    if (knowledge().whole.contains(text)) return true;
    const bool numbered = std::ranges::any_of(text, ascii::is_digit);
    return numbered && knowledge().whole.contains(line_form(text));  // "2 of 3"
}

bool is_page_line(std::string_view line) {
    if (is_furniture(line) || is_aside(line)) return true;
    std::string form = line_form(line);
    std::string_view text = without_ornament(form);
    const LineKnowledge& known = line_knowledge();
    if (known.whole.contains(std::string(text))) return true;
    auto any = [](const std::vector<std::string>& phrases, auto fits) {
        return std::any_of(phrases.begin(), phrases.end(), fits);
    };
    return any(known.starts, [text](const std::string& phrase) { return opens(text, phrase); }) ||
           any(known.leads,
               [text](const std::string& phrase) {
                   return opens(text, phrase) && announces(text.substr(phrase.size()));
               }) ||
           any(known.within, [text](const std::string& phrase) { return text.find(phrase) != std::string::npos; });
}

bool is_aside(std::string_view line) {
    if (line.size() > longest_aside) return false;
    std::string fold = folded(line);
    std::string_view text = fold;
    const ByLetter& by_letter = knowledge().asides;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at > 0 && is_in_word(text[at - 1])) continue;  // phrases begin where words do
        for (std::string_view aside : by_letter.with(text[at]))
            if (aside.back() == text[std::min(at + aside.size(), text.size()) - 1] &&
                text.substr(at).starts_with(aside))
                return true;
    }
    return false;
}

}  // namespace newsbus::text
