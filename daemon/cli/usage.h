#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/result.h"

namespace newsbus::cli {

/// The words of a command line in the form that CLI11 needs: "help" and "help CMD" become "--help" and "CMD --help";
/// "--from -1" becomes "--from=-1", since CLI11 would take "-1" for an option. Fails with Errc::usage for an unknown
/// command, and for options before the command.
Result<std::vector<std::string>> understand(const CLI::App& app, std::vector<std::string> words);

/// What was wrong with a command line, in one line: names the option or the word, and the one probably meant.
std::string explain(const CLI::App& app, const CLI::ParseError& error);

/// The name that begins a message: "newsbus" or "newsbus status".
std::string speaker(const CLI::App& app);

}  // namespace newsbus::cli
