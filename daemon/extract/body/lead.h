#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// The paragraph above the main text that belongs to it: markup names it as the lead, and the page's metadata repeat
/// it as one of the `descriptions`. Index of its block; 0 = there is none outside of `container`.
std::uint32_t find_lead(const Outline& outline, std::uint32_t container, const std::vector<std::string>& descriptions);

}  // namespace newsbus::extract
