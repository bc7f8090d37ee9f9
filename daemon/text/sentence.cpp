#include "text/sentence.h"

#include "base/affix.h"

#include <algorithm>
#include <initializer_list>

namespace newsbus::text {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> signs) {
    return std::any_of(signs.begin(), signs.end(), [text](std::string_view sign) { return text.starts_with(sign); });
}

// Letters of the word that ends before `at`, six at most.
std::size_t letters_before(std::string_view text, std::size_t at) {
    constexpr std::size_t enough = 6;
    std::size_t letters = 0;
    while (at > 0 && is_letter(text[at - 1]) && letters < enough)
        letters += (static_cast<unsigned char>(text[--at]) & 0xC0) != 0x80;
    return letters;
}

// What follows a sentence: a capital, a digit, a quote or a bracket; in other scripts, any letter. No arrow.
bool opens_a_sentence(std::string_view text) {
    if (text.empty()) return false;
    auto first = static_cast<unsigned char>(text[0]);
    if (first >= 0x80) return first < 0xF0 && (first != 0xE2 || text.starts_with("\xE2\x80"));
    return (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9') ||
           std::string_view("\"'([").find(text[0]) != std::string_view::npos;
}

// "... at home. (AFP)", "... of Acme Inc. (Reporting by Ada Quill)": all that follows stands in brackets.
bool is_bracketed(std::string_view text) {
    return (text.starts_with('(') && text.ends_with(')')) || (text.starts_with('[') && text.ends_with(']'));
}

// Does the full stop at `at` end a sentence with more to come? Not in "Gov. Lind", "27. August".
bool ends_a_sentence(std::string_view text, std::size_t at) {
    constexpr std::size_t longest_abbreviation = 4;
    std::size_t next = at + 1;
    for (bool again = true; again;) {  // closing quotes
        again = false;
        for (std::string_view closer : {"\"", "\xE2\x80\x9D", "\xE2\x80\x9C", "\xC2\xBB"})
            if (text.substr(next).starts_with(closer)) next += closer.size(), again = true;
    }
    if (next >= text.size() || text[next] != ' ') return false;
    std::string_view rest = text.substr(std::min(text.find_first_not_of(' ', next), text.size()));
    return is_bracketed(rest) || (letters_before(text, at) > longest_abbreviation && opens_a_sentence(rest));
}

// A full stop of a script that uses it for nothing else.
bool is_full_stop(std::string_view text) {
    return starts_with_any(
        text, {"\xE3\x80\x82", "\xE0\xA5\xA4", "\xDB\x94", "\xE1\x8D\xA2", "\xD6\x89", "\xE1\x81\x8B", "\xE1\x9F\x94"});
}

// A note below the text ends with the way back to its place.
bool is_footnote(std::string_view text) {
    constexpr std::string_view back = "\xE2\x86\xA9", as_text = "\xEF\xB8\x8E";
    if (text.ends_with(as_text)) text.remove_suffix(as_text.size());
    return text.ends_with(back);
}

}  // namespace

bool ends_like_a_sentence(std::string_view text) {
    constexpr std::string_view closers[] = {"\"",
                                            "'",
                                            ")",
                                            "]",
                                            " ",
                                            "\xE2\x80\x9D",
                                            "\xE2\x80\x9C",
                                            "\xE2\x80\x99",
                                            "\xC2\xBB",
                                            "\xC2\xAB",
                                            "\xE3\x80\x8D",
                                            "\xE3\x80\x8F",
                                            "\xEF\xBC\x89",
                                            "*"};
    constexpr std::string_view stops[] = {".",
                                          "!",
                                          "?",
                                          ":",
                                          ";",
                                          "\xE2\x80\xA6",
                                          "\xE3\x80\x82",
                                          "\xEF\xBC\x81",
                                          "\xEF\xBC\x9F",
                                          "\xD8\x9F",
                                          "\xDB\x94",
                                          "\xE0\xA5\xA4",
                                          "\xEF\xBC\x9A",
                                          "\xCD\xBE",
                                          "\xE1\x81\x8B",
                                          "\xE1\x9F\x94",
                                          "\xE1\x8D\xA2",
                                          "\xE0\xA5\xA5",
                                          "\xD6\x89"};
    while (const std::size_t closer = suffix_size(text, closers)) text.remove_suffix(closer);
    return suffix_size(text, stops) > 0;
}

bool ends_before_brackets(std::string_view text) {
    if (!text.ends_with(')') && !text.ends_with(']')) return false;
    std::size_t open = text.rfind(text.ends_with(')') ? " (" : " [");
    return open != std::string_view::npos && open > 0 && ends_like_a_sentence(text.substr(0, open));
}

bool holds_a_sentence(std::string_view text) {
    if (is_footnote(text)) return false;
    if (ends_like_a_sentence(text)) return true;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] == '.' ? ends_a_sentence(text, at) : text[at] < 0 && is_full_stop(text.substr(at))) return true;
    return false;
}

}  // namespace newsbus::text
