#pragma once

#include <string_view>

namespace newsbus::extract {

/// What words in the names of an element say about it.
enum Meaning : unsigned { none = 0, junk = 1, strong = 2, body = 4, caption = 8, weak = 16, readers = 32 };

/// Of a word of a class or id, or of two that stand side by side, joined by '-'. It begins with a small letter of
/// ASCII.
unsigned meaning_of(std::string_view word);

}  // namespace newsbus::extract
