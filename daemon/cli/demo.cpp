// newsbus demo: bundled sites, the daemon and a subscriber on one terminal, with a kill -9 on the way.
#include "cli/command.h"
#include "cli/demo_daemon.h"
#include "cli/demo_site.h"
#include "cli/demo_view.h"
#include "cli/interrupt.h"
#include "cli/reader_left.h"
#include "client/replay_client.h"
#include "client/subscriber.h"

#include <spdlog/fmt/fmt.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace newsbus::cli {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto whole_demo = 55s;  // it ends by itself, whatever happens

/// The four acts. Each step ends with the first thing that went wrong.
class Demo {
public:
    Demo(DemoServer& sites, DemoDaemon& daemon, DemoView& view, const Interrupt& interrupt)
        : sites_(sites), daemon_(daemon), view_(view), interrupt_(interrupt) {}

    Result<void> first_look();
    Result<void> news_happens();
    Result<void> killed();
    Result<void> compare_with_log();
    bool summary() const;

private:
    Result<void> receive_until(const std::function<bool()>& reached, std::string_view what);
    bool has_edition(std::size_t edition) const;
    std::size_t events(const std::string& source, const std::string& event) const;
    void take(const client::Received& received);

    DemoServer& sites_;
    DemoDaemon& daemon_;
    DemoView& view_;
    const Interrupt& interrupt_;
    const SteadyClock::time_point end_ = SteadyClock::now() + whole_demo;
    std::unique_ptr<client::Subscriber> subscriber_;
    std::vector<message::Frames> received_;
    std::set<std::string> topics_;
    std::string_view replay_means_ = "by replay: committed before the subscriber was connected";
    bool daemon_is_dead_ = false;  // on purpose
};

bool Demo::has_edition(std::size_t edition) const {
    return std::ranges::all_of(demo_sites(), [&](const DemoSite& site) {
        auto found = view_.tallies().find(std::string(site.id));
        return found != view_.tallies().end() && found->second.articles.size() >= site.articles.at(edition - 1);
    });
}

std::size_t Demo::events(const std::string& source, const std::string& event) const {
    auto tally = view_.tallies().find(source);
    if (tally == view_.tallies().end()) return 0;
    auto count = tally->second.events.find(event);
    return count == tally->second.events.end() ? 0 : count->second;
}

void Demo::take(const client::Received& received) {
    view_.message(received.frames, received.replayed ? replay_means_ : "");
    received_.push_back(received.frames);
    topics_.insert(received.frames.topic);
}

Result<void> Demo::receive_until(const std::function<bool()>& reached, std::string_view what) {
    while (!reached()) {
        if (interrupt_.came()) return Error{Errc::cancelled, "interrupted"};
        if (!std::cout || reader_left()) return Error{Errc::cancelled, "nobody reads it any more"};
        if (SteadyClock::now() > end_) return Error{Errc::timeout, fmt::format("no sign of {}", what)};
        if (!daemon_is_dead_ && !daemon_.running())
            return Error{Errc::cancelled, "the daemon ended by itself:\n" + daemon_.last_log_lines(10)};
        if (auto received = subscriber_->next(100ms)) take(*received);
    }
    return {};
}

Result<void> Demo::first_look() {
    view_.act("A first look",
              "The daemon starts with an empty state and polls nine sites. What stands in a feed at the first "
              "poll is published as\nbackfill: a subscriber to article/published/ never takes old news for new.");
    if (auto started = daemon_.start(); !started) return started;
    auto note = [this](std::string_view line) { view_.say(fmt::format("                 [subscriber] {}", line)); };
    auto connected = client::Subscriber::connect({daemon_.publish(), daemon_.replay(), {}, Seq{0}, note});
    if (!connected) return connected.error();
    subscriber_ = std::move(*connected);
    return receive_until([this] { return has_edition(1); }, "the first edition of every site");
}

Result<void> Demo::news_happens() {
    view_.act("News happens",
              "The sites publish. City Wire corrects a report: the same article goes out again as version 2 "
              "with what changed. Radio Costa has a power cut and answers 503; the bus carries that too.");
    sites_.set_outage("radio-costa", true);
    sites_.publish(2);
    auto failed = [this] { return topics_.contains("source/failing/radio-costa/"); };
    if (auto seen = receive_until(failed, "the outage of radio-costa"); !seen) return seen;
    view_.say("                 [radio-costa] the power is back");
    sites_.set_outage("radio-costa", false);
    auto all = [this] { return has_edition(2) && events("city-wire", "updated") > 0; };
    return receive_until(all, "the second edition of every site");
}

Result<void> Demo::killed() {
    view_.act("Pulled out of the wall",
              "The sites publish once more. At the first article the daemon gets SIGKILL, in the middle "
              "of its work, and is started again.");
    sites_.publish(3);
    const std::size_t before = received_.size();
    if (auto first = receive_until([&] { return received_.size() > before; }, "the third edition"); !first)
        return first;
    daemon_.kill();
    daemon_is_dead_ = true;
    replay_means_ = "by replay: committed, but the daemon was killed before it was sent";
    view_.say(fmt::format("                 [demo] kill -9; the subscriber has {} messages", received_.size()));
    // What the dead daemon had already handed to the socket still arrives.
    const auto drained = SteadyClock::now() + 300ms;
    if (auto rest = receive_until([&] { return SteadyClock::now() > drained; }, "the rest"); !rest) return rest;
    if (auto started = daemon_.start(); !started) return started;
    daemon_is_dead_ = false;
    view_.say("                 [demo] started again on the same state");
    return receive_until([this] { return has_edition(3); }, "the third edition of every site");
}

Result<void> Demo::compare_with_log() {
    view_.act("Nothing lost, nothing doubled",
              "Every message has a number in the daemon's log. The whole log is replayed and held "
              "against what the subscriber received across the kill, byte for byte.");
    std::vector<message::Frames> log;
    auto deliver = [&log](const message::Frames& frames) {
        log.push_back(frames);
        return true;
    };
    auto replayed = client::fetch_replay(daemon_.replay(), {}, 5s, deliver);
    if (!replayed) return replayed.error();
    // What was committed since the last look is in the log already and still on its way.
    if (auto rest = receive_until([&] { return received_.size() >= log.size(); }, "the end of the log"); !rest)
        return rest;
    received_.resize(log.size());
    for (std::size_t i = 0; i < log.size(); ++i)
        if (log[i] != received_[i])
            return Error{Errc::syntax, fmt::format("message {} of the log is {}, received was {}", i + 1, log[i].header,
                                                   received_[i].header)};
    const auto& counts = subscriber_->counts();
    view_.good(fmt::format("{} messages in the log, the same {} received: each once, in order, the same bytes",
                           log.size(), received_.size()));
    view_.say(fmt::format("     {} came live, {} by replay; {} gaps were noticed and closed; {} were lost", counts.live,
                          counts.replayed, counts.gaps, counts.lost));
    if (!daemon_.stop()) return Error{Errc::timeout, "the daemon did not end properly on SIGTERM"};
    view_.good("SIGTERM: the daemon finished its work and ended with exit code 0");
    return {};
}

bool Demo::summary() const {
    view_.act("Summary", "What each site brought.");
    view_.say("site              articles  languages  events");
    bool complete = true;
    for (const DemoSite& site : demo_sites()) {
        auto found = view_.tallies().find(std::string(site.id));
        const DemoTally tally = found == view_.tallies().end() ? DemoTally{} : found->second;
        std::string seen;
        for (const auto& [event, count] : tally.events)
            seen += fmt::format("{}{} {}", seen.empty() ? "" : ", ", count, event);
        std::string line = fmt::format("{:<18}{:>4}      {:<11}{:<38}{}", site.id, tally.articles.size(),
                                       fmt::format("{}", fmt::join(tally.languages, " ")), seen, site.about);
        const bool whole = tally.articles.size() >= site.articles.back();
        if (whole)
            view_.say(line);
        else
            view_.bad(fmt::format("{} ({} expected)", line, site.articles.back()));
        complete = complete && whole;
    }
    return complete;
}

constexpr std::string_view next_steps = R"(
What to do next
  newsbus run --config FILE      on real feeds: copy config/, set [http] contact, name your sources
  newsbus check --config FILE    says what is wrong with a configuration, with line and column
  newsbus tap --config FILE      watch the bus of a running daemon; newsbus replay reads its log
  examples/                      subscribers that detect a gap and repair it, a plugin; docs/bus.md the protocol)";

struct DemoOptions {
    std::string sites, data_dir;
    Colour colour = Colour::automatic;
};

int run_demo(const DemoOptions& options) {
    Interrupt interrupt;  // first: whatever comes, the daemon's folder is removed
    DemoView view(terminal_of(STDOUT_FILENO, options.colour), interrupt);
    auto failed = [](const Error& error) {
        std::cerr << "newsbus demo: " << error.what << '\n';
        return error.code == Errc::usage ? exit_usage : exit_failed;
    };
    auto folder = find_demo_data(options.sites);
    if (!folder) return failed(folder.error());
    auto sites = DemoServer::start(*folder);
    if (!sites) return failed(sites.error());
    auto daemon = DemoDaemon::prepare(**sites, options.data_dir);
    if (!daemon) return failed(daemon.error());

    view.paragraph(
        fmt::format("newsbus demo: {} sites on loopback, one daemon, one subscriber. No outside network is used. "
                    "Each line: number in the log, event, language, source, headline; below it why it was sent "
                    "and what was found in it.",
                    demo_sites().size()));
    Demo demo(**sites, *daemon, view, interrupt);
    for (auto act : {&Demo::first_look, &Demo::news_happens, &Demo::killed, &Demo::compare_with_log})
        if (auto played = (demo.*act)(); !played) {
            if (!std::cout || reader_left()) return exit_ok;  // `newsbus demo | head`
            demo.summary();
            return failed(played.error());
        }
    if (!demo.summary()) return failed(Error{Errc::timeout, "not every article of every site arrived"});
    view.say(next_steps);
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<DemoOptions>();
    app.add_option("--sites", options->sites, "folder of the bundled sites, when it is not found by itself")
        ->type_name("DIR");
    app.add_option("--data-dir", options->data_dir, "gazetteers and tables of the plugins, for the daemon")
        ->type_name("DIR");
    add_colour_option(app, options->colour);
    return [options] { return run_demo(*options); };
}

}  // namespace

const Command demo_command{"demo", "Bundled sites, the daemon and a subscriber, live on this terminal", setup};

}  // namespace newsbus::cli
