// newsbus poll: makes sources of the running daemon due now.
#include "base/did_you_mean.h"
#include "cli/command.h"
#include "cli/load_config.h"
#include "cli/poll_view.h"
#include "http/local_get.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace newsbus::cli {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t most_bytes = 48 << 10;  // of ids in a request: the daemon takes 64 KiB
constexpr auto patience = 2min;               // for the next poll to end

struct PollOptions {
    std::string config;
    std::vector<std::string> sources;
    bool all = false, failing = false, force = false, wait = false;
};

/// What the daemon promised.
struct Asked {
    std::vector<std::string> pending;  ///< to be polled: what --wait waits for
    std::vector<std::string> unknown;
    std::uint64_t mark = 0;
    TimePoint last_due{};
    bool resting = false;  ///< a source is not polled because its server asked to wait
};

/// As many of `names` from `begin` on as one request holds.
json::array batch_of(const std::vector<std::string>& names, std::size_t begin) {
    json::array batch;
    std::size_t bytes = 0;
    for (std::size_t i = begin; i < names.size(); ++i) {
        bytes += names[i].size() + 3;
        if (bytes > most_bytes && !batch.empty()) break;
        batch.emplace_back(names[i]);
    }
    return batch;
}

/// The daemon's answer. An Error says what the operator can do about it.
Result<json::object> ask(const std::string& address, std::string_view path, const json::object& request) {
    auto answer = http::local_post(address, path, json::serialize(request), 40s);
    if (!answer) return Error{Errc::network, "no daemon answers, is it running? " + answer.error().what};
    std::string first_line = answer->body.substr(0, answer->body.find('\n'));
    if (answer->status == 404 || answer->status == 405)
        return Error{Errc::http_status, address + ": what runs there does not know this command, restart it"};
    if (answer->status != 200)
        return Error{Errc::http_status, fmt::format("{}: {} (HTTP status {})", address, first_line, answer->status)};
    boost::system::error_code failed;
    json::value value = json::parse(answer->body, failed);
    if (failed || !value.is_object()) return Error{Errc::syntax, address + ": this is no answer of newsbus"};
    return std::move(value.as_object());
}

const json::array& rows_of(const json::object& answer, std::string_view key) {
    static const json::array none;
    const json::value* rows = answer.if_contains(key);
    return rows && rows->is_array() ? rows->get_array() : none;
}

/// Prints what becomes of each source and remembers it.
void take_promises(const json::object& answer, Asked& asked) {
    const json::value* mark = answer.if_contains("mark");
    boost::system::error_code failed;
    // The lowest mark serves for all batches: it is from before any of them was polled.
    if (asked.pending.empty() && mark) asked.mark = mark->to_number<std::uint64_t>(failed);
    for (const json::value& row : rows_of(answer, "sources")) {
        if (!row.is_object()) continue;
        const json::object& promise = row.get_object();
        std::string source = text_of(promise, "source"), poll = text_of(promise, "poll");
        if (poll == "unknown") {
            asked.unknown.push_back(source);
            continue;
        }
        std::cout << promise_line(promise) << '\n';
        if (poll == "rests")
            asked.resting = true;
        else
            asked.pending.push_back(source);
        if (auto due = parse_rfc3339(text_of(promise, "due")); due && poll != "rests")
            asked.last_due = std::max(asked.last_due, *due);
    }
    std::cout.flush();
}

Result<Asked> ask_for_polls(const std::string& address, const PollOptions& options) {
    Asked asked;
    json::object request{{"force", options.force}};
    if (options.all || options.failing) {
        request[options.all ? "all" : "failing"] = true;
        auto answer = ask(address, "/poll", request);
        if (!answer) return answer.error();
        take_promises(*answer, asked);
        return asked;
    }
    for (std::size_t begin = 0; begin < options.sources.size();) {
        json::array batch = batch_of(options.sources, begin);
        begin += batch.size();
        request["sources"] = std::move(batch);
        auto answer = ask(address, "/poll", request);
        if (!answer) return answer.error();
        take_promises(*answer, asked);
    }
    return asked;
}

/// Prints what the polls brought, as they end. True when none failed.
Result<bool> wait_for_polls(const std::string& address, Asked asked) {
    bool good = true;
    std::vector<std::string>& pending = asked.pending;
    auto still_due = std::max(Duration(0), asked.last_due - SystemClock().now());
    auto deadline = steady_clock::now() + still_due + patience;
    while (!pending.empty()) {
        json::array batch = batch_of(pending, 0);
        std::size_t asked_for = batch.size();
        auto answer = ask(address, "/poll/wait", {{"sources", std::move(batch)}, {"mark", asked.mark}});
        if (!answer) return answer.error();
        const json::array& polls = rows_of(*answer, "polls");
        for (const json::value& row : polls) {
            const json::object& poll = row.as_object();
            std::cout << polled_line(poll) << std::endl;
            good = good && !has_failed(poll);
            std::erase(pending, text_of(poll, "source"));
        }
        if (!polls.empty()) deadline = std::max(deadline, steady_clock::now() + patience);
        if (polls.empty() && asked_for < pending.size())  // it may be the turn of others
            std::rotate(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(asked_for), pending.end());
        if (steady_clock::now() > deadline)
            return Error{Errc::timeout, fmt::format("{} of the sources were not polled within {}, {} is one: "
                                                    "newsbus status shows the rest",
                                                    pending.size(), format_duration(patience), pending.front())};
        if (pending.size() > 50) std::this_thread::sleep_for(250ms);  // many end at a time: fewer questions
    }
    return good;
}

void tell_unknown(const std::vector<std::string>& unknown, const config::Config& config) {
    std::vector<std::string_view> known;
    for (const source::Options& source : config.sources) known.push_back(source.id);
    for (const std::string& id : unknown) {
        bool is_configured = std::find(known.begin(), known.end(), id) != known.end();
        std::cerr << "newsbus poll: the running daemon has no source \"" << id << '"'
                  << (is_configured ? ", the configuration has: reload the daemon" : did_you_mean(id, known)) << '\n';
    }
}

int poll(PollOptions options) {
    if (int(!options.sources.empty()) + int(options.all) + int(options.failing) != 1) {
        std::cerr << "newsbus poll: name sources, or one of --all and --failing\n";
        return exit_usage;
    }
    auto config = load_places(options.config);
    if (!config) return exit_usage;
    auto fail = [](const Error& error) {
        std::cerr << "newsbus poll: " << error.what << '\n';
        return exit_failed;
    };
    const std::string& address = config->control_listen;
    if (address.empty()) return fail({Errc::config, "the daemon takes no commands: [control] listen is \"\""});

    std::set<std::string> had;
    std::erase_if(options.sources, [&had](const std::string& id) { return !had.insert(id).second; });
    auto asked = ask_for_polls(address, options);
    if (!asked) return fail(asked.error());
    tell_unknown(asked->unknown, *config);
    bool is_unknown = !asked->unknown.empty(), rests = asked->resting && !options.sources.empty();
    if (asked->pending.empty() && !is_unknown && !asked->resting) std::cout << "no source to poll\n";
    bool good = true;
    if (options.wait) {
        auto waited = wait_for_polls(address, std::move(*asked));
        if (!waited) return fail(waited.error());
        good = *waited;
    }
    return is_unknown ? exit_usage : good && !rests ? exit_ok : exit_failed;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<PollOptions>();
    add_config_option(app, options->config);
    app.add_option("ID", options->sources, "sources by their ids; one that is gone is polled again too");
    app.add_flag("--all", options->all, "all sources");
    app.add_flag("--failing", options->failing, "all sources that fail or are blocked");
    app.add_flag("--force", options->force, "also sources whose servers asked to wait (Retry-After)");
    app.add_flag("--wait", options->wait, "wait for the polls and print what they brought");
    return [options] { return poll(*options); };
}

}  // namespace

const Command poll_command{"poll", "Poll sources of the running daemon now", setup};

}  // namespace newsbus::cli
