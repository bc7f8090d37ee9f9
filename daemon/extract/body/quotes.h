#pragma once

#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Drops boxes of prices and rates amid a text that speaks of something else: rows of a name, a number and a change in
/// percent, none of whose names stands in the text.
void drop_market_quotes(Outline& outline);

}  // namespace newsbus::extract
