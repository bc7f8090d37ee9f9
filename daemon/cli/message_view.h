#pragma once

#include <string>

#include "bus/frames.h"

namespace newsbus::cli {

/// A message for people: a line with time, event, language, source and headline, and one with the link. `colour` adds
/// terminal escapes. Control characters of the message never reach the terminal.
std::string pretty(const bus::Frames& message, bool colour);

}  // namespace newsbus::cli
