#pragma once

#include <cstdint>
#include <filesystem>

#include "base/time.h"

namespace newsbus::store {

/// Section [state] of the configuration.
struct Options {
    std::filesystem::path dir = "/var/lib/newsbus";
    Duration retention = std::chrono::days(30);
    std::uint64_t retention_size = 20ull << 30;  ///< bytes of the log
    bool operator==(const Options&) const = default;
};

}  // namespace newsbus::store
