#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// The article that a page ships inside its scripts, for code to build the text from ("hydration"): HTML, as one of
/// the strings holds it or as paragraphs made of those that read like prose. "" when there is no such text. Strings
/// inside strings are looked into twice; all in all 4 MB are read.
std::string text_in_scripts(const std::vector<std::string_view>& scripts);

}  // namespace newsbus::extract
