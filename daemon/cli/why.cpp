// newsbus why: what became of one entry, and every decision on the way. Reads the store, with or without a daemon.
#include "service/why.h"
#include "base/one_line.h"
#include "cli/command.h"
#include "cli/load_config.h"
#include "cli/why_view.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

struct WhyOptions {
    std::string config;
    std::string asked;
    bool as_json = false;
};

int failed(const Error& error) {
    std::cerr << "newsbus why: " << error.what << '\n';
    return error.code == Errc::usage ? exit_usage : exit_failed;
}

Result<json::object> ask(const config::Config& config, const std::string& asked) {
    auto history = store::open_sqlite_history(config.state.dir);
    if (!history) return history.error();
    auto outbox = store::open_sqlite_outbox(config.state.dir);
    if (!outbox) return outbox.error();
    return service::why(**history, **outbox, config, asked);
}

int not_found(const WhyOptions& options, const json::object& answer) {
    if (!options.as_json) std::cout << nothing_found(answer) << std::flush;
    const json::array& near = answer.at("near").as_array();
    if (names_a_source(answer)) return exit_ok;
    if (const json::value* oldest = answer.if_contains("oldest"))
        return failed({Errc::store, fmt::format("{}: the log begins at {}, earlier messages were trimmed",
                                                options.asked, one_line(oldest->as_string()))});
    std::string probe = near.size() == 1 ? "--source " + one_line(near.front().at("id").as_string())
                        : near.empty()   ? "URL"
                                         : "--source ID";
    std::cerr << "newsbus why: " << one_line(options.asked, 500)
              << ": no entry has this id, URL, guid or number; `newsbus probe " << probe
              << "` shows what a feed holds now\n";
    return exit_failed;
}

int why(const WhyOptions& options) {
    if (one_line(options.asked).empty()) return failed({Errc::usage, "give the URL, id or guid of an article"});
    auto config = load_places(options.config);
    if (!config) return exit_usage;
    auto answer = ask(*config, options.asked);
    if (!answer) return failed(answer.error());
    if (options.as_json) std::cout << json::serialize(*answer) << '\n';
    if (answer->at("entries").as_array().empty()) return not_found(options, *answer);
    if (!options.as_json) std::cout << pretty_why(*answer);
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<WhyOptions>();
    app.add_option("entry", options->asked,
                   "an article's URL, id (or its first 8 digits or more), guid, or the number of a message")
        ->type_name("URL|ID")
        ->required();
    add_config_option(app, options->config);
    app.add_flag("--json", options->as_json, "print all as one JSON object");
    return [options] { return why(*options); };
}

}  // namespace

const Command why_command{"why", "Show every decision about one article", setup};

}  // namespace newsbus::cli
