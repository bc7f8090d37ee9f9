#pragma once

#include <string>
#include <string_view>

namespace newsbus::html {

// Texts talk about types (Map<String>), about elements (when to use <section>) and about less and more (a < b), and
// nothing tells such from markup but what it does. A tag is markup when it has the name of an element and has
// attributes, or its other half stands there, or is a line break, or begins a paragraph.

/// Is there an element of HTML, old or new, with this lower-case name?
bool is_element_name(std::string_view name);

/// Does `text` hold a tag that is markup, or a comment? Linear; ends at the first.
bool has_markup(std::string_view text);

/// `text` with each '<' that begins no markup written as a reference, so that its words stay.
std::string with_markup_only(std::string_view text);

/// Is `text` laid out by its tags, and not a text that mentions some? For texts that were escaped once too often: from
/// there no tag comes but as markup or as an example.
bool is_laid_out(std::string_view text);

/// Does it speak of HTML and the like, so that what looks like markup may be meant as it stands?
bool speaks_of_markup(std::string_view text);

}  // namespace newsbus::html
