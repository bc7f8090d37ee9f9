#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus {

/// "512B", "64KiB", "8MiB", "20GiB", "1TiB" and their decimal sisters "64kB", "8MB", "20GB", "1TB": a whole number and
/// a unit. Bytes; nothing when it is not one or does not fit.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// The shortest exact form in binary units that parse_size reads: "8MiB", "1500B".
std::string format_size(std::uint64_t bytes);

}  // namespace newsbus
