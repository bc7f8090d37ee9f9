#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"
#include "extract/links/index_page.h"

namespace newsbus::extract {

/// Says in bodyStatus whether the body is the whole article, and in `genre` when the page is no report. The body of an
/// error page, a consent wall or an index, by its signs `index`, is none and goes. Call when the body stands.
void put_body_status(const Evidence& evidence, const IndexSigns& index, Article& article);

}  // namespace newsbus::extract
