#pragma once

#include <string>

#include "base/counters.h"
#include "base/result.h"
#include "config/config.h"
#include "ingest/ingest.h"

namespace newsbus::service {

/// The first line of the source's password_file, "" without one. Errc::config when it cannot be read.
Result<std::string> read_password(const source::Options& options);

/// Makes the sources and their plugin chains. Fails with Errc::config naming the source or the plugin: a password file
/// that cannot be read, a plugin that refuses its options.
Result<ingest::Installation> make_installation(const config::Config& config, const std::string& data_dir,
                                               Counters& counters);

}  // namespace newsbus::service
