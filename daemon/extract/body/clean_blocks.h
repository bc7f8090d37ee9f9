#pragma once

#include <cstdint>

#include "extract/body/hints.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Drops what is not the article's text inside the container: link lists, furniture lines ("Read more"), labels before
/// the first and after the last paragraph, headings with nothing below. When the JSON-LD has nearly all of the text,
/// what it does not have is dropped too.
void clean_blocks(Outline& outline, std::uint32_t container, const BodyHints& hints);

}  // namespace newsbus::extract
