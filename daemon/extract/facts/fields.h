#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Canonical URL, description, publisher, section, keywords, rights: what is taken as it stands.
void put_fields(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
