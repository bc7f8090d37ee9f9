// newsbus status: how the sources are. Asks the running daemon; reads the store when there is none.
#include "service/status.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/load_config.h"
#include "cli/options.h"
#include "cli/status_view.h"
#include "cli/version.h"
#include "http/local_get.h"
#include "service/poll_plan.h"
#include "store/store.h"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

struct StatusOptions {
    std::string config;
    bool as_json = false;
    StatusFilter filter;
    std::vector<std::string> why;  ///< ids or globs
    StatusOrder order = StatusOrder::health;
    std::optional<unsigned> watch;  ///< seconds
    Colour colour = Colour::automatic;
};

struct Answer {
    json::object status;
    bool live = false;  ///< from the daemon, not from the store
};

Result<Answer> ask(const config::Config& config) {
    if (!config.control_listen.empty()) {
        if (auto body = http::local_get(config.control_listen, "/status", std::chrono::seconds(10))) {
            boost::system::error_code failed;
            json::value value = json::parse(*body, failed);
            if (failed || !value.is_object()) return Error{Errc::syntax, config.control_listen + ": not a status"};
            return Answer{std::move(value.as_object()), true};
        }
    }
    auto outbox = store::open_sqlite_outbox(config.state.dir);
    if (!outbox) return outbox.error();
    auto status = service::status(**outbox, version);
    if (!status) return status.error();
    return Answer{std::move(*status), false};
}

/// What is to be shown: the summary of all sources, the table of those that the filter lets through.
Result<std::vector<std::string>> lines_of(const config::Config& config, const StatusOptions& options,
                                          const Terminal& terminal) {
    auto answer = ask(config);
    if (!answer) return answer.error();
    TimePoint now = SystemClock().now();
    std::vector<std::string> lines = status_summary(answer->status, answer->live, now, terminal);
    json::array& sources = answer->status.at("sources").as_array();
    if (auto kept = keep_only(sources, options.filter); !kept) return kept.error();
    if (sources.empty()) return lines;
    sort_sources(sources, options.order);
    lines.emplace_back();
    std::ranges::move(status_table(sources, now, terminal), std::back_inserter(lines));
    return lines;
}

/// Why each of the sources is polled next when it is, read from the store.
Result<std::vector<std::string>> plans_of(const config::Config& config, const StatusFilter& filter) {
    auto outbox = store::open_sqlite_outbox(config.state.dir);
    if (!outbox) return outbox.error();
    auto sources = (*outbox)->sources();
    if (!sources) return sources.error();
    json::array rows;
    for (const store::SourceStatus& source : *sources) rows.push_back(service::source_row(source));
    if (auto kept = keep_only(rows, filter); !kept) return kept.error();
    std::vector<std::string> lines;
    for (const json::value& row : rows) {
        const std::string_view id = row.at("id").as_string();
        auto source = std::ranges::find(*sources, id, &store::SourceStatus::id);
        auto configured = std::ranges::find(config.sources, id, &source::Options::id);
        const source::Options options = configured == config.sources.end() ? source::Options() : *configured;
        std::ranges::move(service::poll_plan(*source, options, config.http.min_interval, SystemClock().now()),
                          std::back_inserter(lines));
    }
    return lines;
}

int failed(const Error& error) {
    std::cerr << "newsbus status: " << error.what << '\n';
    return error.code == Errc::usage ? exit_usage : exit_failed;
}

int print_json(const config::Config& config, const StatusOptions& options, bool sorted) {
    auto answer = ask(config);
    if (!answer) return failed(answer.error());
    json::array& sources = answer->status.at("sources").as_array();
    if (auto kept = keep_only(sources, options.filter); !kept) return failed(kept.error());
    if (sorted) sort_sources(sources, options.order);
    std::cout << json::serialize(answer->status) << '\n';
    return exit_ok;
}

int print_plans(const config::Config& config, const StatusOptions& options) {
    auto lines = plans_of(config, options.filter);
    if (!lines) return failed(lines.error());
    for (const std::string& line : *lines) std::cout << line << '\n';
    return exit_ok;
}

int print_once(const config::Config& config, const StatusOptions& options) {
    auto lines = lines_of(config, options, terminal_of(STDOUT_FILENO, options.colour));
    if (!lines) return failed(lines.error());
    for (const std::string& line : *lines) std::cout << line << '\n';
    return exit_ok;
}

/// As many lines as the screen has, the last of which says what is left out.
void fit_height(std::vector<std::string>& lines, std::size_t height) {
    if (lines.size() <= height || height == 0) return;
    std::size_t left_out = lines.size() - height + 1;
    lines.resize(height - 1);
    lines.push_back(fmt::format("... {} more", left_out));
}

/// Over what stood there before: no line is cleared before it is written, so nothing flickers, and there is nothing to
/// put back at the end.
void redraw(std::vector<std::string> lines, const Terminal& terminal) {
    if (terminal.height) fit_height(lines, *terminal.height - 1);  // the cursor's line stays free
    std::cout << "\x1b[H";
    for (const std::string& line : lines) std::cout << line << "\x1b[K\n";
    std::cout << "\x1b[J" << std::flush;
}

/// Until somebody ends it or nobody reads it. A daemon that restarts in between is shown as that.
int watch(const config::Config& config, const StatusOptions& options) {
    Interrupt interrupt;
    bool first = true;
    do {
        Terminal terminal = terminal_of(STDOUT_FILENO, options.colour);
        auto lines = lines_of(config, options, terminal);
        if (!lines && (first || lines.error().code == Errc::usage)) return failed(lines.error());
        std::vector<std::string> frame =
            lines ? std::move(*lines) : std::vector{"newsbus status: " + lines.error().what};
        frame.insert(frame.begin(), format_rfc3339_local(SystemClock().now()));
        if (terminal.moves && first) std::cout << "\x1b[2J";
        if (terminal.moves) {
            redraw(std::move(frame), terminal);
        } else {
            if (!first) std::cout << '\n';
            for (const std::string& line : frame) std::cout << line << '\n';
            std::cout << std::flush;
        }
        first = false;
    } while (std::cout && interrupt.wait(std::chrono::seconds(*options.watch)));
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<StatusOptions>();
    add_config_option(app, options->config);
    app.add_flag("--failing", options->filter.failing, "only sources that are not well");
    app.add_option("--source", options->filter.patterns,
                   "only this source, or those that match, e.g. 'bbc-*'; may be repeated")
        ->type_name("ID")
        ->expected(1)
        ->take_all();
    CLI::Option* sort = add_choice<StatusOrder>(app, "--sort", options->order,
                                                {{"health", StatusOrder::health},
                                                 {"id", StatusOrder::id},
                                                 {"next", StatusOrder::next},
                                                 {"articles", StatusOrder::articles}},
                                                "what comes first");
    CLI::Option* watching = add_number(app, "--watch", options->watch, "show it again every N seconds, until Ctrl-C",
                                       {.least = 1, .most = 86'400})
                                ->expected(0, 1)
                                ->default_str("2");
    app.add_flag("--json", options->as_json, "print the status as one JSON object")->excludes(watching);
    app.add_option("--why", options->why, "why this source is polled next when it is; 'bbc-*' for those that match")
        ->type_name("ID")
        ->expected(1)
        ->excludes(watching);
    add_colour_option(app, options->colour);
    return [options, sort] {
        auto config = load_places(options->config);
        if (!config) return exit_usage;
        if (!options->why.empty()) {
            options->filter.patterns = options->why;
            return print_plans(*config, *options);
        }
        if (options->as_json) return print_json(*config, *options, sort->count() > 0);
        return options->watch ? watch(*config, *options) : print_once(*config, *options);
    };
}

}  // namespace

const Command status_command{"status", "Show the sources and their health", setup};

}  // namespace newsbus::cli
