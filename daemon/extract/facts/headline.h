#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the headline into `article`, and what else the page calls it as alternativeHeadline, with their `provenance`:
/// what its headings and its metadata agree on, without the name of the site and the label above.
void put_headline(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
