#pragma once

#include "extract/facts/evidence.h"

namespace newsbus::extract {

/// Canonical URL, description, publisher, section, keywords, rights: what is taken as it stands.
void put_fields(const Evidence& evidence, Article& article);

/// The declared language, checked against the text.
void put_language(const Evidence& evidence, Article& article);

/// Whether the body is the whole article. Call when the body stands.
void put_body_status(const Evidence& evidence, Article& article);

}  // namespace newsbus::extract
