#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// The byte at which the names begin in "By Anna Lind", "3 May 2023 by Anna Lind", "Von Anna Lind"; npos for a line
/// without such a label.
std::size_t behind_by(std::string_view line);

/// The people at the beginning of `text`, which follows a label: "Anna Lind and Olof Brandt, 3 May". Without agencies,
/// and without roles: "Anna Lind, Senior Editor".
std::vector<std::string> signers(std::string_view text);

}  // namespace newsbus::extract
