#pragma once

#include <string>

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// The language that the page says it is in, a BCP 47 tag; "" when it says none.
std::string declared_language(const Evidence& evidence);

/// Puts the language that the page declares into `article`, corrected by what the text is written in. Call it when the
/// body is final.
void put_language(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
