#include "cli/text_change.h"

#include "base/columns.h"

#include <algorithm>

namespace newsbus::cli {
namespace {

constexpr std::size_t longest_word = 40;  // bytes: how far a difference is widened to begin and end with a word

bool is_inside(std::string_view text, std::size_t at) {  // of a code point
    return at < text.size() && (text[at] & 0xC0) == 0x80;
}

/// How many bytes both begin with, up to the end of a word if one is near, else of a character.
std::size_t common_front(std::string_view a, std::string_view b) {
    std::size_t same = std::ranges::mismatch(a, b).in1 - a.begin();
    while (same > 0 && (is_inside(a, same) || is_inside(b, same))) --same;
    std::size_t blank = a.substr(0, same).find_last_of(" \n");
    return blank != a.npos && same - blank <= longest_word ? blank + 1 : same;
}

/// How many bytes both end with, from the beginning of a word if one is near, else of a character.
std::size_t common_back(std::string_view a, std::string_view b) {
    std::size_t most = std::min(a.size(), b.size()), same = 0;
    while (same < most && a[a.size() - 1 - same] == b[b.size() - 1 - same]) ++same;
    while (same > 0 && is_inside(a, a.size() - same)) --same;
    std::size_t blank = a.substr(a.size() - same).find_first_of(" \n");
    return blank != a.npos && blank <= longest_word ? same - blank : same;
}

std::string on_one_line(std::string_view front, std::string_view middle, std::string_view back, std::size_t columns) {
    // Of a long text only what may be shown is looked at.
    front.remove_prefix(front.size() - std::min(front.size(), columns * 4));
    while (is_inside(front, 0)) front.remove_prefix(1);
    std::string line = cut_front_to_columns(printable(front), columns / 3);
    std::string_view rest = middle.substr(0, columns * 8);
    line += printable(rest);
    if (rest.size() == middle.size()) line += printable(back.substr(0, columns * 8));
    return cut_to_columns(line, columns);
}

}  // namespace

std::optional<TextChange> change_between(std::string_view before, std::string_view now, std::size_t columns) {
    if (before == now) return std::nullopt;
    std::size_t front = common_front(before, now);
    std::size_t back = common_back(before.substr(front), now.substr(front));
    auto shown = [front, back, columns](std::string_view text) {
        std::size_t end = text.size() - back;
        return on_one_line(text.substr(0, front), text.substr(front, end - front), text.substr(end), columns);
    };
    return TextChange{shown(before), shown(now)};
}

}  // namespace newsbus::cli
