#include "base/size.h"

#include <charconv>
#include <limits>

namespace newsbus {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t bytes;
};

// Binary units last and ascending: format_size walks them from the end.
constexpr Unit units[] = {
    {"kB", 1000}, {"KB", 1000},        {"MB", 1000'000},    {"GB", 1000'000'000}, {"TB", 1000'000'000'000},
    {"B", 1},     {"KiB", 1ull << 10}, {"MiB", 1ull << 20}, {"GiB", 1ull << 30},  {"TiB", 1ull << 40},
};

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
    std::uint64_t number = 0;
    auto [rest, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{}) return std::nullopt;
    std::string_view name = text.substr(rest - text.data());
    for (const Unit& unit : units) {
        if (unit.name != name) continue;
        if (number > std::numeric_limits<std::uint64_t>::max() / unit.bytes) return std::nullopt;
        return number * unit.bytes;
    }
    return std::nullopt;
}

std::string format_size(std::uint64_t bytes) {
    const Unit* unit = std::end(units) - 1;
    while (unit->bytes > 1 && (bytes == 0 || bytes % unit->bytes != 0)) --unit;
    return std::to_string(bytes / unit->bytes) + std::string(unit->name);
}

}  // namespace newsbus
