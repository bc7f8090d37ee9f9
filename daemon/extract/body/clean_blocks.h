#pragma once

#include <cstdint>

#include "extract/body/hints.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Drops inside the container what is not the article's text: link lists, furniture lines, labels before the first and
/// behind the last paragraph, headings with nothing below; and what the JSON-LD's text does not have, when it has
/// nearly all the rest.
void clean_blocks(Outline& outline, std::uint32_t container, const BodyHints& hints);

}  // namespace newsbus::extract
