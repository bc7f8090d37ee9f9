#include "article/robots_words.h"

#include "base/ascii.h"

#include <algorithm>
#include <cstddef>

namespace newsbus {
namespace {

constexpr std::size_t most_words = 40, longest_word = 100;

bool has(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(", "), list.size());
        if (list.substr(0, comma) == word) return true;
        list.remove_prefix(std::min(comma + 2, list.size()));
    }
    return false;
}

void add(std::string& robots, std::string_view written) {
    std::string word;
    for (char c : written) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x7E || (byte < 0x20 && !ascii::is_space(c))) return;
        if (!ascii::is_space(c))
            word += ascii::lower(c);
        else if (!word.ends_with(' '))
            word += ' ';
    }
    if (word.empty() || word.size() > longest_word || has(robots, word)) return;
    if (std::ranges::count(robots, ',') + 1 >= static_cast<std::ptrdiff_t>(most_words)) return;
    robots += (robots.empty() ? "" : ", ") + word;
}

}  // namespace

void add_robots_words(std::string& robots, std::string_view directives) {
    while (!directives.empty()) {
        const std::size_t comma = std::min(directives.find(','), directives.size());
        std::string_view part = ascii::trimmed(directives.substr(0, comma), " \t\n\r\f");
        directives.remove_prefix(std::min(comma + 1, directives.size()));
        // "noindex nofollow" is two; "unavailable_after: 25 Jun 2030" is one.
        const bool has_value = part.find_first_of(":=") != part.npos;
        while (!has_value && part.find_first_of(" \t\n\r\f") != part.npos) {
            const std::size_t end = part.find_first_of(" \t\n\r\f");
            add(robots, part.substr(0, end));
            part = ascii::trimmed(part.substr(end), " \t\n\r\f");
        }
        add(robots, part);
    }
}

}  // namespace newsbus
