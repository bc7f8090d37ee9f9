#pragma once

#include <vector>

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the pictures into `article`, each once, with their `provenance`. In this order: the first with a caption of
/// those `in_body`, the one meant for sharing, those of the JSON-LD, the rest of the body.
void put_images(const Evidence& evidence, const std::vector<Image>& in_body, Article& article);

}  // namespace newsbus::extract
