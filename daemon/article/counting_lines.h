#pragma once

#include <string_view>

namespace newsbus {

/// `line` without a count of what readers did ("12 comments", "1,2K views", "Points: 5 # Comments: 3", "vor 5 Minuten")
/// or a stamp of its last change ("Updated: 6 May 2024, 10:32"): nothing when that is all it says, and without such a
/// count in brackets at its end. In two dozen languages; only short lines are looked at.
std::string_view without_counts(std::string_view line);

}  // namespace newsbus
