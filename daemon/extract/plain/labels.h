#pragma once

#include <vector>

#include "article/article.h"
#include "extract/plain/layout.h"
#include "extract/plain/lines.h"

namespace newsbus::extract {

/// Puts date, authors, credit and wire agency into `article`, with their provenance. They come from the lines around
/// the headline, the lines right after the text, and the dateline or signature of the text; the date may come from the
/// address.
void put_labels(const std::vector<Line>& lines, const Layout& layout, const Url& url, Article& article);

}  // namespace newsbus::extract
