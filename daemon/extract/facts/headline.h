#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the headline into `article`, with its `provenance`: what the headings and the metadata agree on, without the
/// name of the site and the label above. Another title that the page gives itself becomes alternativeHeadline.
void put_headline(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
