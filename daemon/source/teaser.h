#pragma once

#include "article/article.h"

namespace newsbus::source {

/// Does the entry have only the beginning of its article: no content, little of it, or one that breaks off?
bool is_teaser(const Article& entry);

}  // namespace newsbus::source
