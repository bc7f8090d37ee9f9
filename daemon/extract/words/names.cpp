#include "extract/words/names.h"

#include "extract/words/byline_words.h"
#include "text/letters.h"

#include <algorithm>
#include <string>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t longest_list = 2000;  // bytes; each name is looked for in all that is left

// "courier.example": a site signs with its address.
bool is_domain(std::string_view name) {
    std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || name.size() - dot < 3) return false;
    std::string_view top = name.substr(dot + 1);
    return name.find(' ') == std::string_view::npos &&
           std::all_of(top.begin(), top.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// What stands between two names, or between a name and the agency that it was written with.
constexpr std::string_view joints[] = {
    " and ",        " & ",          " und ",        " et ", " y ",   " och ",          " og ",       " en ",
    " i ",          " e ",          ", ",           ";",    " | ",   " \xE2\x80\xA2 ", " \xC2\xB7 ", "\xE3\x80\x81",
    "\xEF\xBC\x8C", "\xEF\xBC\x9B", "\xEF\xBC\x8F", " és ", " și ",  " ve ",           " dan ",      " và ",
    " ja ",         " и ",          " і ",          " та ", " και ", " और ",           " এবং ",      "\xD8\x8C "};

constexpr unsigned char first_of_east_asia = 0xE3;

}  // namespace

bool is_name_of_east_asia(std::string_view name) {
    constexpr int fewest = 2, most = 4, most_with_kana = 8;
    int signs = 0, blanks = 0;
    bool kana = false;
    for (std::size_t at = 0; at < name.size();) {
        const auto first = static_cast<unsigned char>(name[at]);
        const std::string_view sign = name.substr(at, first == ' ' ? 1 : 3);
        if (first == ' ')
            ++blanks;
        else if (first < first_of_east_asia || first > 0xED || sign.size() < 3)
            return false;
        else if (sign < "\xE3\x81\x81" && sign != "\xE3\x80\x85")  // punctuation, but the sign of repetition
            return false;
        else
            ++signs;
        kana = kana || (first == first_of_east_asia && sign >= "\xE3\x81\x81" && sign < "\xE3\x84\x80");
        at += sign.size();
    }
    return signs >= fewest && signs <= (kana ? most_with_kana : most) && blanks <= 1;
}

std::string_view trimmed_name(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n,;:|-/*@&";
    for (std::string_view sign : {"\xC2\xA9", "\xE2\x86\x92", ""}) {  // the copyright sign, an arrow; then none
        text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
        if (text.starts_with(sign)) text.remove_prefix(sign.size());
        text = text.substr(0, text.find_last_not_of(blank) + 1);
        if (text.ends_with(sign)) text.remove_suffix(sign.size());
    }
    return text;
}

std::string_view without_by(std::string_view name) {
    return trimmed_name(name.substr(by_label_size(name)));
}

std::vector<std::string_view> names_in(std::string_view text) {
    std::vector<std::string_view> names;
    text = text.substr(0, longest_list);
    while (!text.empty()) {
        std::size_t cut = std::string_view::npos, size = 0;
        for (std::string_view joint : joints) {
            std::size_t at = text.find(joint);
            if (at < cut) cut = at, size = joint.size();
        }
        names.push_back(trimmed_name(text.substr(0, cut)));
        if (cut == std::string_view::npos) break;
        text.remove_prefix(cut + size);
    }
    return names;
}

bool is_name(std::string_view name) {
    if (name.size() < 2 || name.size() > longest_name) return false;
    if (name.find("://") != std::string_view::npos || name.find("www.") != std::string_view::npos ||
        name.find('@') != std::string_view::npos)
        return false;
    if (name.find_first_of("0123456789<>{}()[]!?\"") != std::string_view::npos) return false;
    for (std::string_view quote : {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xC2\xAB", "\xC2\xBB"})
        if (name.find(quote) != std::string_view::npos) return false;
    if (std::count(name.begin(), name.end(), ' ') > 5 || is_domain(name)) return false;
    return !text::letters_of(name).empty() && !names_nobody(name) && !is_by_label(name);
}

bool is_account(std::string_view name) {
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.'; });
}

bool names_a_role(std::string_view name) {
    std::string fold = text::lower_case(name);
    for (std::string_view role :
         {"editor",     "reporter",   "correspond", "korrespond", "redakt",   "redact",    "rédact",
          "staff",      "desk",       "writer",     "team",       "director", "professor", "columnist",
          "journalist", "periodista", "agency",     "agentur",    "news",     "online"})
        if (fold.find(role) != std::string::npos) return true;
    return false;
}

bool is_written_like_a_name(std::string_view name) {
    int words = 0;
    bool capital = false;
    for (std::size_t at = 0; at < name.size(); ++words) {
        std::size_t end = std::min(name.find(' ', at), name.size());
        auto first = static_cast<unsigned char>(name[at]);
        bool lower = first >= 'a' && first <= 'z';
        if (lower && end - at > 3) return false;
        capital = capital || !lower;
        at = end + 1;
    }
    return capital && words >= 2 && words <= 4;
}

}  // namespace newsbus::extract
