#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus::plugins {

/// The file that is run when `name` is started: itself when it has a slash, else the first of that name in PATH.
/// Errc::config, naming it, when there is none, when this user may not run it, or when the interpreter that its first
/// line names ("#!...") is not there: then the system would say no more than "No such file or directory".
Result<std::string> find_program(std::string_view name);

}  // namespace newsbus::plugins
