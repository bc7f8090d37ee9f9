#pragma once

#include "article/article.h"
#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Puts the publisher's note of a correction into `article`, with its provenance: that of the JSON-LD, else a paragraph
/// among the first or last of the body that begins as such notes do in some thirty languages, where it stays too, else
/// one below the headline of the page.
void put_correction(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
