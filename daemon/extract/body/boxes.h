#pragma once

#include <cstdint>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Drops the lists and boxes of the container whose text is mostly links.
void drop_link_lists(Outline& outline, std::uint32_t container);

/// Drops the captions of its pictures: the lines of boxes that hold a picture and little else, unless much of the text
/// stands in such boxes. The pictures stay.
void drop_captions(Outline& outline, std::uint32_t container);

/// Drops the short lines of the container whose links lead to nothing but channels on Google News, WhatsApp or
/// Telegram: "Follow us on ...", in any language.
void drop_calls_to_follow(Outline& outline, std::uint32_t container);

/// Drops the lists of the container above the element `text` that hold nothing but what stands above an article: its
/// date, its author, how long it takes to read.
void drop_lists_of_facts(Outline& outline, std::uint32_t container, std::uint32_t text);

}  // namespace newsbus::extract
