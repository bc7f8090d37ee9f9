#pragma once

#include <vector>

#include "article/article.h"
#include "extract/plain/layout.h"
#include "extract/plain/lines.h"

namespace newsbus::extract {

/// Puts date, authors, credit and wire agency into `article`, with their provenance: from the lines around the
/// headline, from those right behind the text, from the text's dateline or
/// signature; the date also from the address.
void put_labels(const std::vector<Line>& lines, const Layout& layout, const Url& url, Article& article);

}  // namespace newsbus::extract
