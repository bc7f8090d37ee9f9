#pragma once

#include "plugins/api/plugin.h"

namespace newsbus::plugins {

// One file each, in this folder; host/registry.cpp has them in the order of the default chain.
extern const PluginKind clean_text, clean_boilerplate, clean_urls, tag_language, tag_entities;

}  // namespace newsbus::plugins
