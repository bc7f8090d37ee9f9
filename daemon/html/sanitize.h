#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "html/pictures.h"
#include "url/url.h"

namespace newsbus::html {

/// HTML of an allow-list: p, headings, lists, quotes, tables, emphasis, links, images, figures, line breaks; href and
/// src absolute (resolved against `base`) and http(s) or mailto only; every other attribute but alt, title, width,
/// height, colspan, rowspan, lang, dir gone. Nothing that can run survives. The children of unknown elements are kept.
/// Pictures that are not to be seen (html/pictures.h) are left out; one that stands for a character becomes its text.
std::string sanitized(pugi::xml_node node, const Url& base);
std::string sanitized(std::string_view html, const Url& base);

/// A piece of HTML as text_of (text.h) and sanitized make it, and its first picture that is more than decoration; it is
/// gone through once for all.
struct Cleaned {
    std::string text, html;
    Picture picture;
};

Cleaned cleaned(std::string_view html, const Url& base);

/// The picture alone.
Picture first_picture(std::string_view html, const Url& base);

}  // namespace newsbus::html
