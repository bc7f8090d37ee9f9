// newsbus tap: what a subscriber receives, live, as it comes.
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/load_config.h"
#include "cli/message_view.h"
#include "cli/options.h"
#include "cli/reader_left.h"
#include "client/subscriber.h"

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <utility>

namespace newsbus::cli {
namespace {

using namespace std::chrono_literals;

struct TapOptions {
    std::string config;
    std::string connect;
    std::string replay;
    std::vector<std::string> topics;
    std::optional<Seq> from;
    std::uint64_t count = 0;
    bool pretty = false;
    Colour colour = Colour::automatic;
};

/// The endpoints: those given, else those of the configuration.
bool find_endpoints(const TapOptions& options, client::SubscriberOptions& subscriber) {
    subscriber.publish = options.connect;
    subscriber.replay = options.replay;
    if (!options.connect.empty()) return true;
    auto config = load_places(options.config);
    if (!config) return false;
    subscriber.publish = config->bus.publish.front();
    if (subscriber.replay.empty()) subscriber.replay = config->bus.replay;
    return true;
}

/// Until there were enough, somebody ends it, or nobody reads it any more.
int print_all(client::Subscriber& subscriber, const TapOptions& options, const std::string& endpoint) {
    Interrupt interrupt;
    MessageView view;
    bool said_so = false;
    auto started = std::chrono::steady_clock::now();
    std::uint64_t printed = 0;
    while (std::cout && !interrupt.came() && (options.count == 0 || printed < options.count)) {
        auto received = subscriber.next(0ms);
        if (!received) {  // a lull: show what there is, then wait
            std::cout << std::flush;
            if (reader_left()) break;
            received = subscriber.next(200ms);
        }
        if (!received) {
            bool silent = subscriber.counts().heartbeats == 0 && std::chrono::steady_clock::now() - started > 3s;
            if (silent && !std::exchange(said_so, true))
                std::cerr << "newsbus tap: " << endpoint << ": nothing heard yet, still waiting\n";
            continue;
        }
        if (options.pretty)
            std::cout << view.show(received->frames, terminal_of(STDOUT_FILENO, options.colour));
        else
            std::cout << message::cloud_event(received->frames) << '\n';
        ++printed;
    }
    return exit_ok;
}

int tap(const TapOptions& options) {
    client::SubscriberOptions wanted;
    if (!find_endpoints(options, wanted)) return exit_usage;
    if (options.from && wanted.replay.empty()) {
        std::cerr << "newsbus tap: --from needs --replay ENDPOINT when --connect is given\n";
        return exit_usage;
    }
    wanted.topics = options.topics;
    if (options.from) wanted.after = *options.from > 0 ? *options.from - 1 : 0;
    wanted.note = [](std::string_view what) { std::cerr << "newsbus tap: " << what << '\n'; };
    std::string endpoint = wanted.publish;
    auto subscriber = client::Subscriber::connect(std::move(wanted));
    if (!subscriber) {
        std::cerr << "newsbus tap: " << subscriber.error().what << '\n';
        return exit_usage;
    }
    return print_all(**subscriber, options, endpoint);
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<TapOptions>();
    add_config_option(app, options->config);
    app.add_option("--connect", options->connect, "the publishing endpoint, instead of the configuration's")
        ->type_name("ENDPOINT");
    app.add_option("--replay", options->replay, "the replay endpoint, to go with --connect")->type_name("ENDPOINT");
    app.add_option("--topic", options->topics, "only topics that begin so, e.g. article/published/en/; may be repeated")
        ->type_name("PREFIX")
        ->expected(1)
        ->take_all();
    add_number(app, "--from", options->from, "begin with this sequence number, by replay");
    add_number(app, "--count", options->count, "end after so many messages", {.least = 1});
    app.add_flag("--pretty", options->pretty,
                 "for people: time, event, language, source, headline, link, what changed");
    add_colour_option(app, options->colour);
    return [options] { return tap(*options); };
}

}  // namespace

const Command tap_command{"tap", "Print what is published, live: one CloudEvent a line", setup};

}  // namespace newsbus::cli
