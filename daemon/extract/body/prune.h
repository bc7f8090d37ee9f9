#pragma once

#include "extract/tree/outline.h"

namespace newsbus::extract {

enum class Pruning {
    usual,
    careful,    ///< for pages whose names mislead: an unclosed navigation bar has the article inside
    keep_weak,  ///< for pages whose text is made of parts named as what stands beside the text on others
};

/// Drops what its name, role or class says is no article: navigation, related links, share bars, comments, consent, ...
/// unless most of the prose stands in it, of the page or of the article that it is part of. Gives how much prose went
/// by names that Pruning::keep_weak does not look at.
std::uint32_t prune_page(Outline& outline, Pruning pruning);

}  // namespace newsbus::extract
