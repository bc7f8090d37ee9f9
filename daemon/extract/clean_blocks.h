#pragma once

#include <cstdint>
#include <string>

#include "extract/outline.h"

namespace newsbus::extract {

/// Drops inside the container what is not the article's text: link lists, furniture lines, labels before the first and
/// behind the last paragraph, headings with nothing below.
void clean_blocks(Outline& outline, std::uint32_t container, const std::string& headline);

}  // namespace newsbus::extract
