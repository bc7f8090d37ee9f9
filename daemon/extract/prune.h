#pragma once

#include "extract/outline.h"

namespace newsbus::extract {

/// Drops what its name, role or class says is no article: navigation, related links, share bars, comments, consent, ...
/// unless most of the page's prose stands in it.
void prune_page(Outline& outline);

}  // namespace newsbus::extract
