#pragma once

#include <cstdint>
#include <filesystem>

#include "base/boot_clock.h"
#include "ledger/policy.h"

namespace newsbus::store {

/// Section [state] of the configuration.
struct Options {
    std::filesystem::path dir = "/var/lib/newsbus";
    ledger::Retention retention = {};
    /// Tells a wall clock that was set from time that passed, also over restarts of the process. nullptr = nobody can.
    const BootClock* boot = nullptr;
    bool operator==(const Options&) const = default;
};

}  // namespace newsbus::store
