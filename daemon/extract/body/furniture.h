#pragma once

#include "extract/body/hints.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

/// Drops what its text shows to be the page's and not the article's, whatever it is called and however long it is:
/// notices about cookies (unless the page is about them), strips of headlines, boxes around a form, and boxes that
/// stand three times.
void drop_furniture(Outline& outline, const BodyHints& hints);

}  // namespace newsbus::extract
