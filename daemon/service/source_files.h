#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/config.h"
#include "source/options.h"

namespace newsbus::service {

/// The first line of the source's password_file, "" without one. Errc::config when it cannot be read or is empty.
Result<std::string> read_password(const source::Options& source);

/// Reads the files that the sources name. Returns a password for each source, "" where it has none. Certificates and
/// keys are only checked. Faults are added to the problems, at the key concerned.
std::vector<std::string> read_source_files(config::Loaded& loaded);

}  // namespace newsbus::service
