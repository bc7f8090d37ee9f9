#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the authors into `article`, with their `provenance`: the first kind of evidence that names somebody wins. What
/// nobody signed is by the publication, when the page says so of the article itself.
void put_authors(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
