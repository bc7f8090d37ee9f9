#pragma once

#include <string_view>

namespace newsbus {

/// `text` without what nobody sees at its ends: Unicode's white space, the zero-width space, the word joiner, the byte
/// order mark, the soft hyphen and other characters that are drawn as nothing. What directs or joins letters stays.
std::string_view trimmed_blank(std::string_view text);

/// The same for what machines read, addresses and dates: marks of direction, which come along when somebody copies an
/// address, and joiners go as well.
std::string_view trimmed_unseen(std::string_view text);

}  // namespace newsbus
