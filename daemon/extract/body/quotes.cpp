#include "extract/body/quotes.h"

#include "base/ascii.h"
#include "html/text.h"
#include "html/walk.h"
#include "text/letters.h"

#include <algorithm>
#include <cstring>
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

// Before any text is put together: is the box made of two short lines or more, the second with a sign of percent?
bool may_be_rows(const Outline& outline, std::uint32_t box) {
    const auto& elements = outline.elements;
    int lines = 0;
    std::uint32_t second = box;
    for (std::uint32_t i = box + 1; i < elements[box].end; i = elements[i].end) {
        if (elements[i].text > longest_row) return false;
        if (elements[i].text > 0 && ++lines == 2) second = i;
    }
    return lines > 1 && elements[second].node.find_node([](pugi::xml_node node) {
        return node.type() == pugi::node_pcdata && std::strchr(node.value(), '%');
    });
}

// The cells of a row may have nothing between them but the style sheet.
std::string row_text(pugi::xml_node row) {
    std::string text;
    html::walk(
        row,
        [&text](pugi::xml_node node) {
            if (node.type() == pugi::node_pcdata) text += std::string(ascii::trimmed(node.value())) + " ";
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return html::inline_text_of(text);
}

// The names in the rows that an element is made of, with a line above and one below at most; none when it is made of
// something else.
std::vector<std::string> names_in_rows(const Outline& outline, std::uint32_t box) {
    const auto& elements = outline.elements;
    std::vector<std::string> names;
    int below = 0;
    for (std::uint32_t i = box + 1; i < elements[box].end; i = elements[i].end) {
        if (elements[i].text == 0) continue;
        auto name = name_in_row(row_text(elements[i].node));
        if ((name && below > 0) || (!name && !names.empty() && ++below > 1)) return {};
        if (name) names.push_back(std::move(*name));
    }
    return names;
}

// A table with a row of headings belongs to the text.
bool is_in_headed_table(pugi::xml_node node) {
    constexpr int highest = 3, most_looked_at = 50;
    int looked_at = 0;
    const auto is_heading_or_far = [&looked_at](pugi::xml_node cell) {
        return std::string_view(cell.name()) == "th" || ++looked_at > most_looked_at;
    };
    for (int steps = 0; node && steps < highest; ++steps, node = node.parent())
        if (std::string_view(node.name()) == "table")
            return std::string_view(node.find_node(is_heading_or_far).name()) == "th";
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
    constexpr int most_boxes = 20;  // of a page; each asks for names in all of its prose
    constexpr std::uint32_t most_prose = 200'000;
    const auto& elements = outline.elements;
    if (outline.total_mass() < least_text || outline.total_mass() > most_prose) return;
    std::optional<std::string> prose;
    int boxes = 0;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        const Element& box = elements[i];
        if (box.dropped || box.mass > 0 || box.text == 0 || box.text > longest_box || i + 2 >= box.end) continue;
        if (!may_be_rows(outline, i)) continue;
        const std::vector<std::string> names = names_in_rows(outline, i);
        if (names.size() < 2 || is_in_headed_table(box.node)) continue;
        if (++boxes > most_boxes) return;
        if (!prose) prose = prose_of(outline);
        if (std::ranges::none_of(names, [&](const std::string& name) { return prose->find(name) != prose->npos; }))
            outline.drop(i);
    }
}

}  // namespace newsbus::extract
