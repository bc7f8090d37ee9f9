#include "extract/body/quotes.h"

#include "base/ascii.h"
#include "html/text.h"
#include "text/letters.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t longest_box = 600, longest_row = 60, least_text = 300;

// "17,92", "+2,10%", "%-0,08", "\u25b2".
bool is_number(std::string_view token) {
    const bool letters = std::ranges::any_of(token, ascii::is_alpha);
    return !letters && (std::ranges::any_of(token, ascii::is_digit) || static_cast<unsigned char>(token[0]) == 0xE2);
}

// The name in a row of a name, a price and a change in percent, in lower case; nothing when the text is no such row.
std::optional<std::string> name_in_row(std::string_view text) {
    int numbers = 0;
    bool percent = false;
    while (!text.empty()) {
        const std::size_t blank = text.rfind(' ');
        const std::string_view token = text.substr(blank == text.npos ? 0 : blank + 1);
        if (blank == text.npos || token.empty() || !is_number(token)) break;
        ++numbers;
        percent = percent || token.find('%') != token.npos;
        text = text.substr(0, blank);
    }
    if (numbers < 2 || !percent || text.empty()) return std::nullopt;
    return text::lower_case(text);
}

// The names in the rows that an element is made of, with a line above at most; none when it is made of something else.
std::vector<std::string> names_in_rows(const Outline& outline, std::uint32_t box) {
    const auto& elements = outline.elements;
    std::vector<std::string> names;
    for (std::uint32_t i = box + 1; i < elements[box].end; i = elements[i].end) {
        if (elements[i].text == 0) continue;
        if (elements[i].text > longest_row) return {};
        if (auto name = name_in_row(html::inline_text(elements[i].node)))
            names.push_back(std::move(*name));
        else if (!names.empty())
            return {};
    }
    return names;
}

// A table with a row of headings belongs to the text.
bool is_in_headed_table(pugi::xml_node node) {
    constexpr int highest = 3;
    for (int steps = 0; node && steps < highest; ++steps, node = node.parent())
        if (std::string_view(node.name()) == "table")
            return static_cast<bool>(
                node.find_node([](pugi::xml_node cell) { return std::string_view(cell.name()) == "th"; }));
    return false;
}

std::string prose_of(const Outline& outline) {
    std::string prose;
    for (std::uint32_t i = 0; i < outline.elements.size(); ++i)
        if (outline.elements[i].block && !outline.elements[i].dropped && prose_mass(outline.elements[i]) > 0)
            prose += outline.own_text(i) + "\n";
    return text::lower_case(prose);
}

}  // namespace

void drop_market_quotes(Outline& outline) {
    const auto& elements = outline.elements;
    if (outline.total_mass() < least_text) return;
    std::optional<std::string> prose;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        const Element& box = elements[i];
        if (box.dropped || box.mass > 0 || box.text == 0 || box.text > longest_box || i + 2 >= box.end) continue;
        const std::vector<std::string> names = names_in_rows(outline, i);
        if (names.size() < 2 || is_in_headed_table(box.node)) continue;
        if (!prose) prose = prose_of(outline);
        if (std::ranges::none_of(names, [&](const std::string& name) { return prose->find(name) != prose->npos; }))
            outline.drop(i);
    }
}

}  // namespace newsbus::extract
