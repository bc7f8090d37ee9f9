#include "cli/command.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/usage.h"
#include "cli/version.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <string>

namespace newsbus::cli {
namespace {

struct Group {
    const char* title;
    std::vector<const Command*> commands;
};

/// All commands, as `newsbus help` shows them.
const std::array groups{
    Group{"The daemon",
          {&run_command, &check_command, &status_command, &poll_command, &why_command, &politeness_command}},
    Group{"What it publishes", {&tap_command, &replay_command, &schema_command}},
    Group{"Sources", {&discover_command, &probe_command, &import_command, &export_command}},
    Group{"Trying things out", {&demo_command, &parse_command}},
};

constexpr const char* footer =
    "newsbus help COMMAND shows the options of a command. Exit codes: 0 as asked, 1 failed, 2 wrong usage or "
    "configuration.";

int complain(const std::string& who, const std::string& what) {
    std::cerr << who << ": " << what << '\n';
    return exit_usage;
}

int dispatch(Program& program, std::vector<std::string> words) {
    CLI::App& app = *program.app;
    auto understood = understand(app, std::move(words));
    if (!understood) return complain("newsbus", understood.error().what);
    if (understood->empty()) {
        std::cerr << app.help();
        return exit_usage;
    }
    try {
        app.parse(std::vector<std::string>(understood->rbegin(), understood->rend()));  // CLI11 begins at the back
    } catch (const CLI::Success& done) {                                                // --help, --version
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        auto chosen = app.get_subcommands();
        return complain(speaker(chosen.empty() ? app : *chosen.front()), explain(app, error));
    }
    return program.actions.at(app.get_subcommands().front())();
}

}  // namespace

Program make_program() {
    Program program{std::make_unique<CLI::App>(
                        "newsbus polls feeds, reads the articles and publishes them on a ZeroMQ bus.", "newsbus"),
                    {}};
    CLI::App& app = *program.app;
    app.formatter(std::make_shared<HelpFormatter>(help_columns()));  // inherited by the commands
    app.set_version_flag("--version", std::string("newsbus ") + version, "show the version");
    app.set_help_flag("-h,--help", "show this help");
    app.require_subcommand(1);
    app.footer(footer);
    for (const Group& group : groups)
        for (const Command* command : group.commands) {
            CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(command->summary));
            sub->group(group.title)->footer("");
            program.actions.emplace(sub, command->setup(*sub));
        }
    return program;
}

int main(int argc, char** argv) {
    Output output;
    Program program = make_program();
    int code = dispatch(program, {argv + std::min(argc, 1), argv + argc});
    auto chosen = program.app->get_subcommands();
    code = output.finish(speaker(chosen.empty() ? *program.app : *chosen.front()), code);
    if (code == exit_ok) end_by_signal_that_came();
    return code;
}

}  // namespace newsbus::cli
