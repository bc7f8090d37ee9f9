#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "feed/scope.h"

namespace newsbus::feed {

// These functions read trees of pugixml that were made with or without parse_embed_pcdata: the first text of an element
// may be the element's own value or a node below it.

/// A text as a feed carries it: plain, or HTML that is still to be cleaned. Most texts stand in the document as they
/// are wanted; those are borrowed and not copied. It must not outlive the document.
struct Text {
    std::string_view borrowed;  ///< of the document
    std::string made;           ///< when it had to be put together
    bool is_html = false;
    std::string_view value() const { return made.empty() ? borrowed : made; }
    bool empty() const { return value().empty(); }
};

/// What stands in an element; what nobody sees is nothing, and so is markup around it.
enum class Filling { nothing, text, mixed };

/// `mixed` = an element, or more than one piece of text. White space between the pieces may then count.
Filling filling_of(pugi::xml_node node);

/// All character data directly below `node`, entities decoded once, as the XML has it.
std::string raw_text(pugi::xml_node node);

/// The same with white space collapsed, and what nobody sees cut at its ends: for dates, links, numbers. The first one
/// borrows where it can.
Text token(pugi::xml_node node);
std::string token_text(pugi::xml_node node);

/// The address in `node` as it stands there, line breaks included (link.h); only what nobody sees at its ends is cut.
Text link_text(pugi::xml_node node);

/// The address behind an empty <link/>, where a serializer of HTML leaves it; "" when none follows.
std::string_view address_behind(pugi::xml_node link);

/// Reads a text as its vocabulary wants it: Atom says by the attributes type and mode what it is (RFC 4287 section 3.1,
/// and 0.3), in all others it is HTML. Child elements are part of the text. What is no text (a picture in base64) is
/// empty.
Text read_text(pugi::xml_node node, Space space);

/// HTML as its publisher meant it, where it was escaped once too often (escaping.h).
Text as_meant(Text text);

/// One line of plain text.
std::string as_line(const Text& text);

/// Plain text with its paragraphs.
std::string as_plain(const Text& text);

/// White space collapsed to single spaces; what nobody sees cut at its ends.
std::string squeezed(std::string_view text);

}  // namespace newsbus::feed
