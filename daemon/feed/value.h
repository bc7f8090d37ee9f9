#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "feed/scope.h"

namespace newsbus::feed {

// The trees come from pugixml, with or without parse_embed_pcdata: a text that begins an element stands in the
// element's own value or in a node below it.

/// A text as a feed carries it: plain, or HTML that is still to be cleaned. Most stand in the document as they are
/// wanted, and whole articles are not copied for nothing: it must not outlive the document.
struct Text {
    std::string_view borrowed;  ///< of the document
    std::string made;           ///< when it had to be put together
    bool is_html = false;
    std::string_view value() const { return made.empty() ? borrowed : made; }
    bool empty() const { return value().empty(); }
};

/// What stands in an element.
enum class Filling { nothing, text, mixed };

/// `mixed` is more than one piece of text, or an element. White space between them may count then.
Filling filling_of(pugi::xml_node node);

/// All character data directly below `node`, entities decoded once, as the XML has it.
std::string raw_text(pugi::xml_node node);

/// The same with white space collapsed and trimmed: dates, links, numbers. The first borrows where the document has it
/// so.
Text token(pugi::xml_node node);
std::string token_text(pugi::xml_node node);

/// Reads a text by its dialect: type and mode attributes of Atom (RFC 4287 section 3.1, and 0.3), HTML in all others.
/// Elements below it are its markup.
Text read_text(pugi::xml_node node, Space space);

/// One line of plain text.
std::string as_line(const Text& text);

/// Plain text with its paragraphs.
std::string as_plain(const Text& text);

/// White space collapsed to single spaces, trimmed.
std::string squeezed(std::string_view text);

}  // namespace newsbus::feed
