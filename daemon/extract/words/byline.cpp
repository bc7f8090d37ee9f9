#include "extract/words/byline.h"

#include "base/affix.h"
#include "extract/words/byline_words.h"
#include "extract/words/names.h"
#include "text/agencies.h"
#include "text/letters.h"

#include <algorithm>

namespace newsbus::extract {
namespace {

constexpr std::size_t farthest = 75;  // bytes before a label inside a line

bool is_particle(std::string_view word) {
    constexpr std::string_view particles[] = {"von", "van", "de", "der", "den", "la",  "le", "el", "al",
                                              "bin", "di",  "da", "dos", "du",  "ter", "y",  "i",  "e",
                                              "und", "and", "et", "och", "og",  "en",  "&",  "zu", "del"};
    return std::find(std::begin(particles), std::end(particles), word) != std::end(particles);
}

// The names that a text begins with: words with capitals, particles and commas between them.
std::string_view names_at_head(std::string_view text) {
    std::size_t end = 0, at = 0;
    while (at < text.size()) {
        std::size_t stop = std::min(text.find(' ', at), text.size());
        std::string_view word = text.substr(at, stop - at);
        auto first = word.empty() ? ' ' : word[0];
        bool capital = (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0xC3;
        if (!capital && !is_particle(word)) break;
        if (capital) end = stop;
        at = stop + 1;
    }
    return trimmed_name(text.substr(0, end));
}

bool begins_with_capital(std::string_view text) {
    return !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || static_cast<unsigned char>(text[0]) >= 0xC3);
}

// Up to the next label, "Anna Lind Source: Courier", and to what is no name.
std::string_view up_to_next_label(std::string_view names) {
    std::size_t end = names.size();
    for (std::string_view sign :
         {" | ", " \xC2\xB7 ", " \xE2\x80\xA2 ", "  ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "})
        end = std::min(end, names.find(sign));
    names = names.substr(0, end);
    for (std::string_view colon : {":", "\xEF\xBC\x9A"}) {
        const std::size_t at = names.find(colon);
        if (at == names.npos) continue;
        const std::size_t word = names.rfind(' ', at);
        names = names.substr(0, word == names.npos ? 0 : word);
    }
    if (std::size_t digit = names.find_first_of("0123456789"); digit != names.npos) names = names.substr(0, digit);
    names = trimmed_name(names);
    const bool east = !names.empty() && static_cast<unsigned char>(names[0]) >= 0xE3;
    return east && !is_name_of_east_asia(names) ? trimmed_name(names.substr(0, names.find(' '))) : names;
}

std::string_view without_brackets(std::string_view line) {
    constexpr std::string_view brackets[] = {"(",
                                             ")",
                                             "[",
                                             "]",
                                             " ",
                                             "\xE3\x80\x90",
                                             "\xE3\x80\x91",
                                             "\xEF\xBC\x88",
                                             "\xEF\xBC\x89",
                                             "\xEF\xBC\xBB",
                                             "\xEF\xBC\xBD",
                                             "\xE3\x80\x80",
                                             "\xE2\x96\xA0",
                                             "\xE2\x97\x8F",
                                             "\xE2\x96\xB2",
                                             "/"};
    while (const std::size_t bracket = prefix_size(line, brackets)) line.remove_prefix(bracket);
    while (const std::size_t bracket = suffix_size(line, brackets)) line.remove_suffix(bracket);
    return line;
}

// Signs that names of papers, agencies and desks end with.
bool is_person_of_east_asia(std::string_view name) {
    if (!is_name_of_east_asia(name) || !is_name(name) || text::agency_line(name)) return false;
    constexpr std::string_view ends[] = {"社", "报", "報",   "网",   "網",   "台",   "部", "局", "团",
                                         "團", "会", "會",   "组",   "組",   "室",   "班", "聞", "闻",
                                         "ム", "ス", "신문", "일보", "뉴스", "방송", "팀"};
    return std::none_of(std::begin(ends), std::end(ends), [name](std::string_view end) { return name.ends_with(end); });
}

// The names at the end of `text`: behind the last blank or sign of equality but those of the list itself.
std::vector<std::string_view> names_at_end(std::string_view text) {
    constexpr std::string_view dots[] = {",", "\xC2\xB7", "\xE3\x80\x81", "\xE3\x83\xBB"};
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool in_list = std::any_of(std::begin(dots), std::end(dots), [text, at](std::string_view dot) {
            return text.substr(0, at).ends_with(dot) || text.substr(at + 1).starts_with(dot);
        });
        if ((text[at] == ' ' && !in_list) || text[at] == '=') begin = at + 1;
    }
    text = text.substr(begin);
    std::vector<std::string_view> names;
    while (!text.empty()) {
        std::size_t end = text.size(), next = text.size();
        for (std::string_view dot : dots)
            if (std::size_t at = text.find(dot); at < end) end = at, next = at + dot.size();
        const std::string_view name = trimmed_name(text.substr(0, end));
        if (!is_person_of_east_asia(name)) return {};
        names.push_back(name);
        text.remove_prefix(next);
    }
    return names;
}

}  // namespace

std::string_view labelled_names(std::string_view line) {
    constexpr std::size_t longest = 60;
    if (std::size_t label = by_label_size(line)) {
        const std::string_view names = up_to_next_label(line.substr(label));
        return names.size() <= 2 * longest && begins_with_capital(names) ? names : std::string_view();
    }
    if (line.find(':') == line.npos && line.find("\xEF\xBC\x9A") == line.npos) return {};  // no label amid the line
    for (std::size_t at = 0; (at = line.find_first_of(" |", at)) != line.npos;) {
        at = line.find_first_not_of(" |", at);
        if (at == line.npos) break;
        if (std::size_t label = colon_label_size(line.substr(at))) {
            const std::string_view names = up_to_next_label(line.substr(at + label));
            if (names.size() <= longest && begins_with_capital(names)) return names;
        }
        at = std::min(line.find(' ', at), line.size());
    }
    return {};
}

std::vector<std::string_view> reporters(std::string_view line) {
    constexpr std::size_t longest = 90;
    std::vector<std::string_view> names;
    if (std::size_t mail = line.find('@'); mail != line.npos) {
        const std::size_t blank = line.rfind(' ', mail);
        line = line.substr(0, blank == line.npos ? 0 : blank);
    }
    line = without_brackets(line);
    if (line.size() > longest || line.empty() || static_cast<unsigned char>(line.back()) < 0x80) return names;
    for (std::string_view other : {"사진", "摄影", "攝影", "撮影", "写真"})
        if (line.find(other) != line.npos) return names;
    constexpr std::string_view before[] = {"本报记者", "本報記者", "本台记者", "特约记者", "特約記者", "见习记者",
                                           "实习记者", "實習記者", "首席记者", "记者",     "記者",     "文／记者"};
    constexpr std::string_view behind[] = {"기자",   "특파원", "통신원", "논설위원", "記者",    "记者",
                                           "特派員", "报道",   "報導",   "編集委員", "論説委員"};
    for (std::string_view label : before) {
        if (!line.starts_with(label)) continue;
        line = without_brackets(line.substr(label.size()));
        for (std::string_view sign : {"/", "\xEF\xBC\x8F"}) line = line.substr(0, line.find(sign));
        for (std::string_view name : names_in(name_alone(line)))
            if (is_person_of_east_asia(name)) names.push_back(name);
        return names;
    }
    for (std::string_view role : behind) {
        if (!line.ends_with(role)) continue;
        return names_at_end(trimmed_name(name_alone(line.substr(0, line.size() - role.size()))));
    }
    return names;
}

std::size_t behind_by(std::string_view line) {
    if (std::size_t label = by_label_size(line)) return label;
    std::string fold = text::lower_case(line);
    for (std::string_view inside : {" by ", " von ", " par ", " por "})
        if (std::size_t at = fold.find(inside); at < farthest) return at + inside.size();
    return std::string_view::npos;
}

std::vector<std::string> signers(std::string_view text) {
    for (std::string_view separator : {" | ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " / ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                       " - ", "\xE2\x8B\x85", "|", " (", ": ", "@"})
        text = text.substr(0, text.find(separator));
    std::vector<std::string> found;
    for (std::string_view name : names_in(names_at_head(text))) {
        name = name_alone(without_by(name));
        if (!is_name(name) || text::agency_line(name)) continue;
        if (!found.empty() && (!is_written_like_a_name(name) || names_a_role(name))) continue;
        found.emplace_back(name);
    }
    return found;
}

}  // namespace newsbus::extract
