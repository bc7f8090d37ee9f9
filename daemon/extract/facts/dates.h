#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the dates of publication and of the last change into `article`, with their `provenance`: from JSON-LD,
/// metadata, visible markup, the address and texts that hold a year, in this order.
void put_dates(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
