#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the language that the page declares into `article`, corrected by what the text is written in. Call it when the
/// body is final.
void put_language(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
