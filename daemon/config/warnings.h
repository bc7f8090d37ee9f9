#pragma once

#include "config/loaded.h"

namespace newsbus::config {

/// Adds a warning for everything that is allowed but most probably not meant: no source, the same URL twice, an example
/// as contact, a password sent unencrypted, paths that depend on the folder in which newsbus is started.
void add_warnings(Loaded& loaded);

}  // namespace newsbus::config
