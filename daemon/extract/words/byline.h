#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// Where the names begin in "By Anna Lind", "3 May 2023 by Anna Lind", "Von Anna Lind"; npos for a line without a
/// label.
std::size_t behind_by(std::string_view line);

/// The people that `text`, what follows the label, begins with: "Anna Lind and Olof Brandt, 3 May". No agencies, and
/// not what they are: "Anna Lind, Senior Editor".
std::vector<std::string> signers(std::string_view text);

}  // namespace newsbus::extract
