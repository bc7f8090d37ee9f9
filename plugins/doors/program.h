#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus::plugins {

/// The file that is run when `name` is started with that PATH (nothing: none is set): `name` itself when it has a
/// slash, else the first file of that name in PATH. Errc::config naming it when there is none, when this user may not
/// run it, or when the interpreter in its first line ("#!...") is missing, for which the system would only say "No such
/// file or directory".
Result<std::string> find_program(std::string_view name, const std::optional<std::string>& path);

}  // namespace newsbus::plugins
