#pragma once

#include <filesystem>
#include <string>

#include "base/counters.h"
#include "config/config.h"
#include "ingest/ingest.h"

namespace newsbus::service {

/// A configuration with everything made that it asks for: what a start and a reload carry out.
struct Prepared {
    config::Loaded loaded;
    ingest::Installation installation;  ///< complete only when the configuration is usable
};

/// Reads the configuration and looks at everything that a start would refuse: what the files say, and on this machine,
/// as this user, the state folder, the folders of sockets, password files, certificates, the data folder, the options
/// and files of plugins and their programs. `newsbus check`, `newsbus run` and SIGHUP all ask this one function, so
/// that none refuses what another one takes. What only the moment shows (a port is taken, another daemon has the state,
/// the store is damaged) is no matter of it. Nothing is made or changed on the machine. Blocking: it loads the
/// gazetteers.
Prepared prepare(const std::filesystem::path& file, const std::string& data_dir, Counters& counters);

}  // namespace newsbus::service
