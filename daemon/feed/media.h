#pragma once

#include <cstdint>
#include <string_view>

#include <pugixml.hpp>

#include "article/article.h"
#include "feed/scope.h"

namespace newsbus::feed {

/// The number of bytes that is written as `text`: "12345", "12,345", "12345 bytes". 0 when it is none, or a rounded one
/// in another unit ("5.2 MB").
std::int64_t bytes_of(std::string_view text);

/// Reads an enclosure: RSS (url, type, length) or Atom's link (href, type, length).
void read_enclosure(pugi::xml_node node, const Scope& scope, Article& article);

/// Reads media:content (Media RSS 1.5.1): a picture goes to `image`, with its caption and credit, anything else to
/// `encoding`.
void read_media_content(pugi::xml_node node, const Scope& around, Article& article);

/// Reads a picture's address: attribute url or href, a `url` child, or the text.
void read_image(pugi::xml_node node, const Scope& around, Article& article);

/// Appends it, unless the article has that address already. At most 100 of each kind are kept.
void add_image(Article& article, Image image);
void add_media(Article& article, Media media);

}  // namespace newsbus::feed
