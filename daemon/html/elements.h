#pragma once

#include <cstdint>
#include <string_view>

#include <pugixml.hpp>

namespace newsbus::html {

/// What is known of an element by its name: any of these, or'ed.
enum ElementTraits : unsigned {
    block = 1,         ///< begins and ends a paragraph of text
    closes_p = 2,      ///< its start tag ends an open <p>
    void_element = 4,  ///< has no inside and no end tag
    raw = 8,           ///< its inside is not markup
    unseen = 16,       ///< its inside is no text of the page
    scope = 32,        ///< a tag inside does not end a <p> that is open outside
    line_break = 64,   ///< br
    table_row = 128,   ///< tr
    table_cell = 256,  ///< td, th
    // The allow list of sanitized HTML (sanitize.h); all other elements lose their tags.
    kept_inline = 512,      ///< stands inside a paragraph
    kept_paragraph = 1024,  ///< holds text: p, li, td, ...
    kept_structure = 2048,  ///< holds paragraphs: ul, table, ...
};

/// Groups of elements whose tags end each other, or keep each other from being ended.
enum class Role : std::uint8_t {
    none,
    item,         ///< li
    list,         ///< ul, ol
    definition,   ///< dt, dd
    definitions,  ///< dl
    heading,      ///< h1 to h6
    option,
    option_group,
    cell,  ///< td, th
    row,
    row_group,
    caption,  ///< caption, colgroup
    table,    ///< table, template
    link,
    form,
    ruby,  ///< rt, rp
};

/// Traits of a lower-case element name; 0 for one that is unknown.
unsigned traits_of(std::string_view name);

/// Role of a lower-case element name.
Role role_of(std::string_view name);

/// A number for each known lower-case element name, from 1; 0 for one that is unknown.
std::uint8_t number_of(std::string_view name);

/// The name and the traits of the element with that number; "" and 0 for 0.
std::string_view name_of(std::uint8_t number);
unsigned traits_of(std::uint8_t number);

/// 1 to 6 for h1 to h6, 0 for other names.
constexpr int heading_level(std::string_view name) {
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

inline bool is_block(std::string_view name) {
    return traits_of(name) & block;
}

/// Does this inline style hide the element (display: none, visibility: hidden)?
bool hides(std::string_view style);

/// Is the element's text invisible: by its name, `hidden`, or its inline style?
bool is_hidden(pugi::xml_node element);

/// The same, when its traits are known.
bool is_hidden(pugi::xml_node element, unsigned traits);

}  // namespace newsbus::html
