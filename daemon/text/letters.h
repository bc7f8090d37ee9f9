#pragma once

#include <string>
#include <string_view>

namespace newsbus::text {

/// `text` in lower case: ASCII, Latin-1, Greek, Cyrillic and Armenian letters.
std::string lower_case(std::string_view text);

/// The letters and digits of `text`; ASCII in lower case, typographic variants replaced. For comparing texts that are
/// written a little differently.
std::string letters_of(std::string_view text);

/// Are these lines the same but for case, punctuation and white space?
bool similar(std::string_view a, std::string_view b);

}  // namespace newsbus::text
