#pragma once

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// How much the names of elements are trusted.
enum class Pruning {
    usual,
    careful,    ///< for pages whose names mislead, such as an unclosed navigation bar around the article
    keep_weak,  ///< for pages whose text is made of "widgets": Naming::weak does not count as junk
};

/// Drops what its name, role or class says is no article: navigation, related links, share bars, comments, consent, ...
/// It keeps an element that holds most of the prose of the page, or of the article around it. Returns how much prose
/// was dropped for names that Pruning::keep_weak ignores.
std::uint32_t prune_page(Outline& outline, Pruning pruning);

}  // namespace newsbus::extract
