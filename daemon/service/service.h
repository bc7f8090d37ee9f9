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

/// The daemon: wires the modules, runs until SIGTERM or SIGINT, applies a changed configuration on SIGHUP. `prepared`
/// is usable. Fails when the machine does not let it start: a port taken, a store that cannot be opened (exit code 1).
Result<void> run(const Options& options, Prepared prepared, Counters& counters);

}  // namespace newsbus::service
