#pragma once

#include <cstdint>
#include <filesystem>

#include "base/time.h"
#include "ledger/policy.h"

namespace newsbus::store {

/// Section [state] of the configuration.
struct Options {
    std::filesystem::path dir = "/var/lib/newsbus";
    ledger::Retention retention = {};
    bool operator==(const Options&) const = default;
};

}  // namespace newsbus::store
