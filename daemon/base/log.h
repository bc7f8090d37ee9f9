#pragma once

#include <memory>

#include <spdlog/spdlog.h>

namespace newsbus::log {

/// The logger of a module ("http", "ingest", ...), made at first use. One line an event: `few words key=value`.
/// Lines go to stderr, with journald priorities ("<4>") when the journal reads it, with time and colour on a terminal.
std::shared_ptr<spdlog::logger> get(const char* module);

/// Level for all loggers: "error", "warn", "info", "debug", "trace". False when it is none of these.
bool set_level(std::string_view level);

}  // namespace newsbus::log
