#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "html/pictures.h"
#include "url/url.h"

namespace newsbus::html {

/// HTML reduced to an allow-list, so that nothing in it can run. Elements: p, headings, lists, quotes, tables,
/// emphasis, links, images, figures, line breaks. Attributes: href and src (absolute, resolved against `base` or the
/// first <base> among the markup, http(s) only), alt, title, width, height, colspan, rowspan, lang, dir. Other elements
/// lose their tags and keep their children. A text without markup (markup.h) becomes its paragraphs.
/// Pictures that nobody is meant to see (html/pictures.h) are left out; one that stands for a character becomes its
/// text.
std::string sanitized(pugi::xml_node node, const Url& base);
std::string sanitized(std::string_view html, const Url& base);

/// What text_of() (text.h), sanitized() and first_picture() give of a piece of HTML, made in one pass.
struct Cleaned {
    std::string text, html;
    Picture picture;
};

Cleaned cleaned(std::string_view html, const Url& base);

/// The first picture that is more than decoration.
Picture first_picture(std::string_view html, const Url& base);

}  // namespace newsbus::html
