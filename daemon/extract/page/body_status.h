#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"
#include "extract/links/index_page.h"

namespace newsbus::extract {

/// Sets bodyStatus: is the body the whole article? Sets `genre` when the page is no report. An error page, a consent
/// wall and an index (judged by its signs `index`) have no text of their own: their body is removed. Call it when the
/// body is final.
void put_body_status(const Evidence& evidence, const IndexSigns& index, Article& article);

}  // namespace newsbus::extract
