// newsbus replay: a part of the log, asked of the running daemon or, when there is none, read from the store.
#include "cli/command.h"
#include "cli/load_config.h"
#include "cli/options.h"
#include "client/replay_client.h"
#include "message/frames.h"
#include "store/store.h"

#include <iostream>
#include <limits>
#include <memory>

namespace newsbus::cli {
namespace {

constexpr Duration daemon_patience{500};  // how long a daemon may take to accept a local connection

struct ReplayOptions {
    std::string config;
    Seq from = 1;
    std::optional<Seq> to;
    std::string since;
    std::vector<std::string> topics;
    std::optional<std::uint64_t> limit;
};

/// Prints events until there have been enough, or until nobody reads them any more.
class Printer {
public:
    explicit Printer(std::uint64_t limit) : left_(limit) {}

    bool print(const message::Frames& message) {
        if (left_ == 0) return false;
        std::cout << message::cloud_event(message) << '\n';
        return --left_ > 0 && std::cout;
    }

private:
    std::uint64_t left_;
};

/// The first number kept, for telling what is not there any more.
Result<Seq> from_daemon(const std::string& endpoint, const Range& range, Printer& printer) {
    message::ReplayRequest request;
    request.after = range.after;
    request.until = range.until;
    request.since = range.since;
    request.topics = range.topics;
    auto end = client::fetch_replay(endpoint, std::move(request), daemon_patience,
                                    [&printer](const message::Frames& message) { return printer.print(message); });
    if (!end) return end.error();
    return end->oldest;
}

Result<Seq> from_store(const std::filesystem::path& dir, Range range, Printer& printer) {
    auto outbox = store::open_sqlite_outbox(dir);
    if (!outbox) return outbox.error();
    auto bounds = (*outbox)->bounds();
    if (!bounds) return bounds.error();
    for (;;) {
        auto entries = (*outbox)->read(range);
        if (!entries) return entries.error();
        if (entries->empty()) return bounds->oldest;
        for (const OutboxEntry& entry : *entries)
            if (!printer.print(message::frames(entry))) return bounds->oldest;
        range.after = entries->back().seq;
    }
}

int replay(const ReplayOptions& options) {
    auto config = load_places(options.config);
    if (!config) return exit_usage;
    Range range;
    range.after = options.from > 0 ? options.from - 1 : 0;
    range.until = options.to;
    range.topics = options.topics;
    if (!options.since.empty()) {
        range.since = parse_rfc3339(options.since);
        if (!range.since) {
            std::cerr << "newsbus replay: --since: " << options.since << " is not an RFC 3339 time\n";
            return exit_usage;
        }
    }
    Printer printer(options.limit.value_or(std::numeric_limits<std::uint64_t>::max()));
    auto oldest = from_daemon(config->bus.replay, range, printer);
    if (!oldest && oldest.error().code == Errc::network) oldest = from_store(config->state.dir, range, printer);
    std::cout << std::flush;
    if (!oldest) {
        std::cerr << "newsbus replay: " << oldest.error().what << '\n';
        return exit_failed;
    }
    if (options.from > 1 && *oldest > options.from)
        std::cerr << "newsbus replay: the log begins at " << *oldest << ", earlier messages were trimmed\n";
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<ReplayOptions>();
    add_config_option(app, options->config);
    add_number(app, "--from", options->from, "the first sequence number")->capture_default_str();
    add_number(app, "--to", options->to, "the last sequence number; left out: to the end");
    app.add_option("--since", options->since, "only what was committed at or after, e.g. 2026-01-31T12:00:00Z")
        ->type_name("TIME");
    app.add_option("--topic", options->topics, "only topics that begin so, e.g. article/published/en/; may be repeated")
        ->type_name("PREFIX")
        ->expected(1)
        ->take_all();
    add_number(app, "--limit", options->limit, "end after so many messages", {.least = 1});
    return [options] { return replay(*options); };
}

}  // namespace

const Command replay_command{"replay", "Print a part of the log again, with or without a running daemon", setup};

}  // namespace newsbus::cli
