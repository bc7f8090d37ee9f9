#pragma once

#include <filesystem>
#include <string>

#include "base/counters.h"
#include "config/config.h"
#include "ingest/ingest.h"

namespace newsbus::service {

/// A configuration, and everything made that it asks for: what a start or a reload puts into force.
struct Prepared {
    config::Loaded loaded;
    ingest::Installation installation;  ///< complete only when the configuration is usable
};

/// Reads the configuration and checks everything that could make a start fail: what the files say, and on this machine,
/// as this user, the state folder, the folders of sockets, password files, certificates, the data folder, the options
/// and files of plugins and their programs. `newsbus check`, `newsbus run` and SIGHUP all call this, so they accept and
/// refuse the same.
/// It does not find out what only starting shows: a port in use, a state held by another daemon, a damaged store. It
/// changes nothing on the machine. Blocks: it loads the gazetteers.
Prepared prepare(const std::filesystem::path& file, const std::string& data_dir, Counters& counters);

}  // namespace newsbus::service
