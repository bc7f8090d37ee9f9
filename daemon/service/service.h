#pragma once

#include <filesystem>
#include <string>

#include "base/counters.h"
#include "base/result.h"
#include "service/prepare.h"

namespace newsbus::service {

struct Options {
    std::filesystem::path config_file;  ///< read again on SIGHUP
    std::string data_dir;               ///< of gazetteers and tables; "" = found by itself (base/places.h)
    std::string version;                ///< for /status
    bool now = false;                   ///< make every poll due at once
};

/// Runs the daemon until SIGTERM or SIGINT; applies a changed configuration on SIGHUP. `prepared` must be usable. Fails
/// when the machine does not let it start (exit code 1): a port in use, a store that cannot be opened.
Result<void> run(const Options& options, Prepared prepared, Counters& counters);

}  // namespace newsbus::service
