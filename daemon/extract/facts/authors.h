#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the authors into `article`, with their `provenance`: those of the first kind of evidence that names somebody.
/// When nobody is named, the publication is the author if the page says so of the article itself.
void put_authors(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
