#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// An address as somebody wrote it, which may be none, without user and password: what stands before an "@" in the
/// place of the host is left out. For error texts, and what is kept as it was written.
std::string without_userinfo(std::string_view written);

}  // namespace newsbus
