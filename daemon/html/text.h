#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace newsbus::html {

/// The visible text below `node` as plain text: blocks become paragraphs separated by a blank line, <br> a line break,
/// white space is collapsed, hidden elements are left out. Valid UTF-8, trimmed.
std::string plain_text(pugi::xml_node node);

/// The same on one line: for headlines, names, captions.
std::string inline_text(pugi::xml_node node);

/// Plain text of a piece of HTML, as feeds carry it in descriptions; text without a tag or entity takes a fast path.
std::string text_of(std::string_view html);
std::string inline_text_of(std::string_view html);

}  // namespace newsbus::html
