#pragma once

#include "config/options.h"
#include "config/section.h"

namespace newsbus::config {

/// Reads newsbus.toml, all but its plugins, chains and sources.
void read_settings(Section& top, Config& config);

}  // namespace newsbus::config
