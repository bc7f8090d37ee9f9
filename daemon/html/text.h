#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace newsbus::html {

/// The visible text below `node` as plain text. Blocks become paragraphs with a blank line between them, <br> a line
/// break. White space is collapsed, hidden elements are left out. Trimmed.
std::string plain_text(pugi::xml_node node);

/// The same on one line: for headlines, names, captions.
std::string inline_text(pugi::xml_node node);

/// Plain text of a piece of HTML, as feeds carry it in descriptions. Fast when it has no tag or entity. What stands in
/// angle brackets and is no markup (markup.h) stays: in a line each for itself, in a text when it has no markup at all.
std::string text_of(std::string_view html);
std::string inline_text_of(std::string_view html);

}  // namespace newsbus::html
