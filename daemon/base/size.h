#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus {

/// Reads a whole number with a unit: "512B", binary "64KiB", "8MiB", "20GiB", "1TiB", decimal "64kB", "8MB", "20GB",
/// "1TB". Gives bytes; nothing when it is not of this form or does not fit into 64 bits.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// The shortest exact form in binary units that parse_size reads: "8MiB", "1500B".
std::string format_size(std::uint64_t bytes);

}  // namespace newsbus
