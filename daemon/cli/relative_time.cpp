#include "cli/relative_time.h"

#include <spdlog/fmt/fmt.h>

#include <chrono>
#include <cstdlib>

namespace newsbus::cli {

std::string relative(std::string_view stored, TimePoint now) {
    auto time = parse_rfc3339(stored);
    if (!time) return "-";
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*time - now).count();
    auto size = std::abs(seconds);
    std::string amount = size < 120      ? fmt::format("{}s", size)
                         : size < 7200   ? fmt::format("{}m", size / 60)
                         : size < 172800 ? fmt::format("{}h", size / 3600)
                                         : fmt::format("{}d", size / 86400);
    return seconds > 0 ? "in " + amount : amount + " ago";
}

}  // namespace newsbus::cli
