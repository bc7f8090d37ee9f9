#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// The lead: a paragraph above the main text that belongs to it, because markup names it so and the metadata repeat it
/// as one of `descriptions`. Returns the index of its block; 0 = there is none outside of `container`.
std::uint32_t find_lead(const Outline& outline, std::uint32_t container, const std::vector<std::string>& descriptions);

}  // namespace newsbus::extract
