#pragma once

#include <string_view>

#include <pugixml.hpp>

#include "html/dom.h"

namespace newsbus::html {

/// Second pass: the tree of a scanned page, appended to `dom`. False when a limit stopped the parser; what stands is
/// kept.
bool build(std::string_view markup, const Limits& limits, pugi::xml_document& dom);

}  // namespace newsbus::html
