#include "extract/words/byline.h"

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

}  // namespace

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
