// newsbus status: how the sources are. Asks the running daemon; reads the store when there is none.
#include "service/status.h"
#include "base/time.h"
#include "cli/command.h"
#include "cli/load_config.h"
#include "cli/version.h"
#include "http/local_get.h"
#include "store/store.h"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

struct StatusOptions {
    std::string config;
    bool as_json = false;
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

std::string text(const json::object& row, std::string_view key) {
    const json::value* value = row.if_contains(key);
    if (!value) return {};
    return value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
}

/// "3m ago", "in 2h": a stored time relative to now, in its largest unit.
std::string relative(const std::string& stored, TimePoint now) {
    auto time = parse_rfc3339(stored);
    if (!time) return "-";
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*time - now).count();
    auto size = std::abs(seconds);
    std::string amount = size < 120      ? fmt::format("{}s", size)
                         : size < 7200   ? fmt::format("{}m", size / 60)
                         : size < 172800 ? fmt::format("{}h", size / 3600)
                                         : fmt::format("{}d", size / 86400);
    return seconds > 0 ? "in " + amount : amount + " ago";
}

std::string coloured(const std::string& health, bool colour) {
    std::string padded = fmt::format("{:<8}", health);
    if (!colour) return padded;
    const char* code = health == "ok" ? "32" : health == "unknown" ? "90" : health == "failing" ? "33" : "31";
    return fmt::format("\033[{}m{}\033[0m", code, padded);
}

/// A daemon that runs on other than its files say.
void print_refusal(const json::object& status, TimePoint now) {
    const json::value* config = status.if_contains("configuration");
    std::string why = config ? text(config->as_object(), "refused") : "";
    if (!why.empty())
        std::cout << fmt::format("last reload refused ({}): {}\n",
                                 relative(text(config->as_object(), "refusedAt"), now), why);
}

void print_table(const Answer& answer) {
    const json::array& sources = answer.status.at("sources").as_array();
    const json::object& log = answer.status.at("log").as_object();
    std::cout << fmt::format("newsbus {}, log {} to {}, sent {}, epoch {}; {} sources\n",
                             answer.live ? "runs" : "is not running", text(log, "oldest"), text(log, "last"),
                             text(log, "sent"), text(answer.status, "epoch"), sources.size());
    print_refusal(answer.status, SystemClock().now());
    std::size_t width = 6;
    for (const json::value& row : sources) width = std::max(width, text(row.as_object(), "id").size());
    std::cout << fmt::format("{:<{}}  {:<8}  {:>8}  {:>9}  {:>9}  {:>5}  {}\n", "SOURCE", width, "HEALTH", "ARTICLES",
                             "SUCCESS", "NEXT", "PAGES", "NAME: REASON");
    bool colour = isatty(STDOUT_FILENO);
    auto label = [](const json::object& row) {  // the name, and why it does not work
        std::string name = text(row, "name"), reason = text(row, "reason");
        return name.empty() || reason.empty() ? name + reason : name + ": " + reason;
    };
    TimePoint now = SystemClock().now();
    for (const json::value& value : sources) {
        const json::object& row = value.as_object();
        std::cout << fmt::format("{:<{}}  {}  {:>8}  {:>9}  {:>9}  {:>5}  {}\n", text(row, "id"), width,
                                 coloured(text(row, "health"), colour), text(row, "articles"),
                                 relative(text(row, "lastSuccess"), now), relative(text(row, "nextDue"), now),
                                 text(row, "pagesWaiting"), label(row));
    }
}

int status(const StatusOptions& options) {
    auto config = load_config(options.config);
    if (!config) return exit_usage;
    auto answer = ask(*config);
    if (!answer) {
        std::cerr << "newsbus status: " << answer.error().what << '\n';
        return exit_failed;
    }
    if (options.as_json)
        std::cout << json::serialize(answer->status) << '\n';
    else
        print_table(*answer);
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<StatusOptions>();
    add_config_option(app, options->config);
    app.add_flag("--json", options->as_json, "print the status as one JSON object");
    return [options] { return status(*options); };
}

}  // namespace

const Command status_command{"status", "Show the sources and their health", setup};

}  // namespace newsbus::cli
