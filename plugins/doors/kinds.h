#pragma once

#include "plugins/api/plugin.h"

namespace newsbus::plugins {

// Plugins that are not part of newsbus come in through these, one file each.
extern const PluginKind exec;

}  // namespace newsbus::plugins
