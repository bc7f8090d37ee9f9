#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/result.h"

namespace newsbus::cli {

/// The words of a command line as CLI11 shall see them: "help" and "help CMD" become "--help" and "CMD --help", and
/// "--from -1" becomes "--from=-1", which else would be an option that nobody knows. Fails with Errc::usage for a
/// command that does not exist, and for options before the command.
Result<std::vector<std::string>> understand(const CLI::App& app, std::vector<std::string> words);

/// What was wrong with a command line, in one line: names the option or the word, and the one that was probably meant.
std::string explain(const CLI::App& app, const CLI::ParseError& error);

/// "newsbus" or "newsbus status": who speaks in a message.
std::string speaker(const CLI::App& app);

}  // namespace newsbus::cli
