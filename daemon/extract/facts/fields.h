#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts what is taken as it stands into `article`: canonical URL, description, publisher, section, keywords, rights.
void put_fields(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
