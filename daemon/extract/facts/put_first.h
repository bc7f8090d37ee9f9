#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "article/article.h"

namespace newsbus::extract {

/// A value that a page offers for a field, and the `provenance` it would have.
using Offer = std::pair<std::string_view, const char*>;

/// Puts the first of `offers` that is not empty into `field`, which is called `name` on the wire. When all are empty
/// the field stays as it is.
void put_first(Article& article, std::string& field, const char* name, std::initializer_list<Offer> offers);

}  // namespace newsbus::extract
