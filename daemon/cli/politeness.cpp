// newsbus politeness: what hosts were asked, and what they will be. Reads the store, with or without a daemon.
#include "service/politeness.h"
#include "cli/command.h"
#include "cli/load_config.h"
#include "cli/options.h"
#include "cli/politeness_view.h"
#include "store/store.h"

#include <unistd.h>

#include <boost/json.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

struct PolitenessOptions {
    std::string config;
    service::PolitenessQuestion question;
    bool as_json = false;
    Colour colour = Colour::automatic;
};

int failed(const Error& error) {
    std::cerr << "newsbus politeness: " << error.what << '\n';
    return error.code == Errc::usage ? exit_usage : exit_failed;
}

int politeness(PolitenessOptions& options) {
    auto config = load_places(options.config);
    if (!config) return exit_usage;
    auto outbox = store::open_sqlite_outbox(config->state.dir);
    if (!outbox) return failed(outbox.error());
    options.question.now = SystemClock().now();
    auto answer = service::politeness(**outbox, *config, options.question);
    if (!answer) return failed(answer.error());
    if (options.as_json) {
        std::cout << json::serialize(*answer) << '\n';
        return exit_ok;
    }
    const Terminal terminal = terminal_of(STDOUT_FILENO, options.colour);
    for (const std::string& line : politeness_lines(*answer, options.question.now, terminal)) std::cout << line << '\n';
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<PolitenessOptions>();
    add_config_option(app, options->config);
    app.add_option("--host", options->question.host,
                   "only this host, or those that match, e.g. '*.example'; with one host, its sources and why they are "
                   "polled when they are")
        ->type_name("HOST");
    add_number(app, "--days", options->question.days,
               "what was asked in the last N days (UTC), today included; 8 are kept", {.least = 1, .most = 31})
        ->default_str("1");
    app.add_flag("--json", options->as_json, "print all as one JSON object");
    add_colour_option(app, options->colour);
    return [options] { return politeness(*options); };
}

}  // namespace

const Command politeness_command{"politeness", "Show what each host was asked, and the plan of the next day", setup};

}  // namespace newsbus::cli
