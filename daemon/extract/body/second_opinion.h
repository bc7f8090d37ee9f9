#pragma once

#include <cstdint>
#include <vector>

#include "extract/body/attempt.h"
#include "extract/body/hints.h"

namespace newsbus::extract {

/// How likely a block belongs to the text.
struct Opinion {
    std::uint32_t element = 0;  ///< its index in the outline
    float probability = 0;
    bool repeated = false;  ///< its text stands on the page more than once
};

/// Follows opinions about blocks inside the container where they are all but sure: a block that was kept goes, a
/// paragraph that was dropped with what is around it, not for its own text, comes back. The cells of a table are left
/// to the first reading, which takes it as one. Where that would take or bring a large part of the text, the first
/// reading stands: it may have seen what a block alone does not show.
void follow(const std::vector<Opinion>& opinions, Attempt& attempt);

/// Asks a reader that knows no names of classes about the blocks of a reading, and follows it. Linear.
void hear_second_opinion(const BodyHints& hints, Attempt& attempt);

}  // namespace newsbus::extract
