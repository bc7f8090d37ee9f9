#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// The article in the scripts of a page whose text is built by code ("hydration"), as HTML: one string that holds it,
/// or paragraphs made of those strings that read like prose. "" when there is no such text. Looks into strings inside
/// strings, two levels deep; reads 4 MB in all.
std::string text_in_scripts(const std::vector<std::string_view>& scripts);

}  // namespace newsbus::extract
