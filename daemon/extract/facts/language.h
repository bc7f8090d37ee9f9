#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the language that the page declares into `article`, checked against the text. Call when the body stands.
void put_language(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
