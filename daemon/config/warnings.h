#pragma once

#include "config/loaded.h"

namespace newsbus::config {

/// Adds a warning for everything that is allowed and most probably not meant: no source, the same URL twice, a contact
/// that is an example, a password sent in the clear, paths that depend on where newsbus is started.
void add_warnings(Loaded& loaded);

}  // namespace newsbus::config
