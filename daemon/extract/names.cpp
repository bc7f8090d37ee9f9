#include "extract/names.h"

#include "extract/similar.h"

#include <algorithm>
#include <string>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_name = 60;

bool is_prefix_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

// "courier.example": a site signs with its address.
bool is_domain(std::string_view name) {
    std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || name.size() - dot < 3) return false;
    std::string_view top = name.substr(dot + 1);
    return name.find(' ') == std::string_view::npos &&
           std::all_of(top.begin(), top.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::string_view trimmed_name(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n,;:|-/*@";
    std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::string_view without_by(std::string_view name) {
    constexpr std::string_view openings[] = {"more stories by ",
                                             "more from ",
                                             "about the author - ",
                                             "author(s): ",
                                             "von: ",
                                             "by: ",
                                             "written by ",
                                             "posted by ",
                                             "published by ",
                                             "story by ",
                                             "reported by ",
                                             "by ",
                                             "von ",
                                             "par ",
                                             "por ",
                                             "door ",
                                             "av ",
                                             "af ",
                                             "di ",
                                             "a cura di ",
                                             "autor: ",
                                             "author: ",
                                             "text: ",
                                             "redakce ",
                                             "автор: ",
                                             "veröffentlicht von",
                                             "erstellt von ",
                                             "artikel von: ",
                                             "auteur: ",
                                             "auteur : ",
                                             "autore: ",
                                             "zeige alle beiträge von ",
                                             "alle beiträge von ",
                                             "beiträge von "};
    for (std::string_view opening : openings)
        if (is_prefix_ignoring_case(name, opening)) return trimmed_name(name.substr(opening.size()));
    return name;
}

std::string_view without_role(std::string_view name) {
    constexpr std::string_view reporter = " \xEA\xB8\xB0\xEC\x9E\x90";
    if (name.ends_with(reporter)) name = trimmed_name(name.substr(0, name.size() - reporter.size()));
    return name;
}

std::vector<std::string_view> names_in(std::string_view text) {
    constexpr std::string_view joints[] = {
        " and ", " & ", " und ", " et ", " y ", " och ",          " og ",       " en ",        " i ",
        " e ",   ", ",  ";",     " | ",  " / ", " \xE2\x80\xA2 ", " \xC2\xB7 ", "\xE3\x80\x81"};
    std::vector<std::string_view> names;
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
    if (name.find_first_of("0123456789<>{}()") != std::string_view::npos) return false;
    if (std::count(name.begin(), name.end(), ' ') > 5 || is_domain(name)) return false;
    std::string letters = letters_of(name);
    constexpr std::string_view nobody[] = {"admin",
                                           "administrator",
                                           "editor",
                                           "redaktion",
                                           "redaction",
                                           "redaccion",
                                           "staff",
                                           "author",
                                           "authors",
                                           "guest",
                                           "webmaster",
                                           "unknown",
                                           "none",
                                           "null",
                                           "undefined",
                                           "anonymous",
                                           "by",
                                           "byline",
                                           "share",
                                           "follow",
                                           "subscribe",
                                           "newsdesk",
                                           "comments",
                                           "facebook",
                                           "twitter",
                                           "email",
                                           "twitterfacebook",
                                           "facebooktwitter",
                                           "name",
                                           "von",
                                           "por",
                                           "par",
                                           "posted",
                                           "phd",
                                           "md",
                                           "noauthor",
                                           "no author"};
    return !letters.empty() && std::find(std::begin(nobody), std::end(nobody), letters) == std::end(nobody);
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
