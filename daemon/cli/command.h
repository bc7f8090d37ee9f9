#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string_view>

#include <CLI/CLI.hpp>

namespace newsbus::cli {

/// Exit codes of every command.
constexpr int exit_ok = 0, exit_failed = 1, exit_usage = 2;

/// A subcommand. `setup` declares its options on `app` and returns the function that runs the command and returns the
/// exit code. Errors go to stderr: one line, naming the input.
struct Command {
    std::string_view name;
    std::string_view summary;
    std::function<int()> (*setup)(CLI::App& app);
};

// Each is defined in a file of its own in this folder.
extern const Command check_command;
extern const Command demo_command;
extern const Command discover_command;
extern const Command export_command;
extern const Command import_command;
extern const Command parse_command;
extern const Command politeness_command;
extern const Command poll_command;
extern const Command probe_command;
extern const Command replay_command;
extern const Command run_command;
extern const Command schema_command;
extern const Command status_command;
extern const Command tap_command;
extern const Command why_command;

/// The command line: the options of every command, and the function that runs each.
struct Program {
    std::unique_ptr<CLI::App> app;
    std::map<const CLI::App*, std::function<int()>> actions;
};

Program make_program();

/// Parses the command line and runs the chosen command: all of the program but main().
int main(int argc, char** argv);

}  // namespace newsbus::cli
