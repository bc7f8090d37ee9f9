#pragma once

#include <string_view>

#include <pugixml.hpp>

namespace newsbus::html {

/// What an element is by its name: any of these, or'ed.
enum ElementTraits : unsigned {
    block = 1,         ///< begins and ends a paragraph of text
    closes_p = 2,      ///< its start tag ends an open <p>
    void_element = 4,  ///< has no inside and no end tag
    raw = 8,           ///< its inside is not markup
    unseen = 16,       ///< its inside is no text of the page
    scope = 32,        ///< an open <p> outside is not ended from within
    line_break = 64,   ///< br
    table_row = 128,   ///< tr
    table_cell = 256,  ///< td, th
    // The allow list of sanitized HTML (sanitize.h); all other elements lose their tags.
    kept_inline = 512,      ///< stands inside a paragraph
    kept_paragraph = 1024,  ///< holds text: p, li, td, ...
    kept_structure = 2048,  ///< holds paragraphs: ul, table, ...
};

/// Traits of a lower-case element name; 0 for one that is unknown.
unsigned traits_of(std::string_view name);

inline bool is_block(std::string_view name) {
    return traits_of(name) & block;
}

/// Does this inline style hide the element (display: none, visibility: hidden)?
bool hides(std::string_view style);

/// Is the element's text invisible: by its name, `hidden`, or its inline style?
bool is_hidden(pugi::xml_node element);

}  // namespace newsbus::html
