#include "cli/command.h"
#include "cli/version.h"

#include <iostream>
#include <map>
#include <string>

namespace newsbus::cli {
namespace {

constexpr const Command* commands[] = {
    &run_command,  &check_command, &demo_command,  &parse_command,    &tap_command,    &replay_command, &status_command,
    &poll_command, &why_command,   &probe_command, &discover_command, &import_command, &export_command, &schema_command,
};

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"newsbus: polls feeds, reads the articles, publishes them on a ZeroMQ bus", "newsbus"};
    app.set_version_flag("--version", std::string("newsbus ") + version);
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);

    std::map<const CLI::App*, std::function<int()>> actions;
    for (const Command* command : commands) {
        CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(command->summary));
        actions.emplace(sub, command->setup(*sub));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& done) {  // --help, --version
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        std::cerr << "newsbus: " << error.what() << " (see newsbus --help)\n";
        return exit_usage;
    }
    return actions.at(app.get_subcommands().front())();
}

}  // namespace newsbus::cli
