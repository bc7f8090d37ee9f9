#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "async/one_thread.h"
#include "async/task_group.h"
#include "async/timer.h"
#include "base/counters.h"
#include "base/time.h"
#include "http/fetcher.h"
#include "http/options.h"
#include "ingest/caution.h"
#include "ingest/gate.h"
#include "ingest/hosts.h"
#include "ingest/plugin_failures.h"
#include "ingest/read_room.h"
#include "ingest/readings.h"
#include "ingest/recorder.h"
#include "ingest/robots_counters.h"
#include "ingest/traffic.h"
#include "ingest/turn.h"
#include "ingest/visit_report.h"
#include "ingest/visited.h"
#include "ingest/waiting_plugins.h"
#include "ledger/pushes.h"
#include "plugins/host/chain.h"
#include "source/source.h"
#include "source/websub.h"
#include "store/store.h"

namespace newsbus::ingest {

namespace asio = boost::asio;

/// One source and the chain that its articles go through. A visit holds its own reference, so a reload changes nothing
/// for visits under way.
struct Installed {
    std::unique_ptr<source::Source> source;
    plugins::Chain chain;
};

/// What apply() installs, by source id.
using Installation = std::map<std::string, std::shared_ptr<const Installed>, std::less<>>;

/// The loop of the daemon: claim the jobs that are due, visit each, commit what it caused. Lives on the I/O thread.
/// Reading and plugins run on `cpu`, the store on `store_thread`.
/// There is no queue between these stages: a job is claimed only when it can be visited, and holds its ticket (one of
/// max_connections) until it is committed, or until its articles may have to wait for a plugin of another process.
class Ingest {
public:
    struct Context {
        asio::any_io_executor io;
        asio::any_io_executor cpu;
        asio::any_io_executor store_thread;
        store::Store& store;
        Recorder& recorder;
        http::Fetcher& client;
        const Clock& clock;
        SteadyClock& steady;
        Counters& counters;
        std::function<void(const VisitReport&)> settled;  ///< called after every visit that was settled
        std::uint32_t seed;                               ///< of the jitter that spreads polls
        Readings* readings = nullptr;                     ///< nullptr: whoever was out when it died is blamed
        /// What a plugin that waits runs on, made of its name and its thread; empty = the thread itself.
        std::function<asio::any_io_executor(const std::string&, asio::any_io_executor)> watched = {};
        /// Called before a hub is asked about a subscription, and when one is over (PushStage::none): the callback must
        /// know before the hub does.
        std::function<void(store::Subscription)> subscribed = {};
        Traffic* traffic = nullptr;  ///< counts the requests; nullptr: nobody does
    };
    explicit Ingest(Context context);

    /// From now on these sources, with these limits. Looks for due jobs at once.
    void apply(Installation installation, const http::Options& limits);

    /// Runs until cancelled. Then it claims nothing more, cancels the fetches, commits what was fetched, and gives back
    /// the jobs that were not visited and those that a plugin which waits (exec) still had.
    asio::awaitable<void> run();

    /// Reads what a hub sent, signed, in the place of a poll: `sent` has body, headers, and the topic as its URL. While
    /// a poll of the source is under way it waits; one more may wait behind it. For what is too much, and for what
    /// cannot be read, the source is polled soon.
    void push(std::string source, Response sent);

    /// Remembers what a hub said of the subscription with that token.
    void hear(std::string source, std::string token, source::Verification said);

    /// Looks for due jobs at once: somebody made some due.
    void wake();

    /// Why no jobs can be claimed; "" when they can.
    const std::string& trouble() const { return claim_trouble_; }

    /// Is it the store that the loop waits for?
    bool is_claiming() const { return claiming_; }

    /// Grows with every turn of the loop; for the watchdog.
    std::uint64_t turns() const { return turns_; }

private:
    asio::awaitable<void> claim_and_spawn();
    asio::awaitable<void> wait_for_work();
    asio::awaitable<void> visit(Job job, std::unique_ptr<Turn> turn);
    asio::awaitable<Result<Response>> fetch(const Installed& installed, const Job& job, Caution caution, Turn& turn);
    asio::awaitable<bool> postpone(const Job& job, SteadyTime until, std::string why);
    asio::awaitable<void> load_rests();
    void observe(const Rest& rest);
    asio::awaitable<Gate> gate_at(std::shared_ptr<const Installed> installed, const Job& job, Caution caution);
    asio::awaitable<bool> put_back(const Job& job);
    bool is_crowded(const Installed& installed, const Job& job) const;
    asio::awaitable<bool> settle(std::shared_ptr<const Installed> installed, const Job& job, Caution caution,
                                 Gate& gate, Result<Response> answer, Duration took);  ///< false: nothing was committed
    asio::awaitable<Visited> read(std::shared_ptr<const Installed> installed, const Job& job, Caution caution,
                                  const Gate& gate, const Result<Response>& answer);
    asio::awaitable<bool> run_chain(const Installed& installed, const Job& job, Caution caution,
                                    Outcome& outcome);  ///< false: a stop came first
    asio::awaitable<bool> store(const Installed& installed, const Job& job, Caution caution, Slices slices,
                                ReadRoom::Place& place,
                                VisitReport& report);  ///< false: nothing was committed, or a stop came amid the slices
    asio::awaitable<std::optional<Receipt>> commit(const Job& job, Outcome outcome, VisitReport& report);

    // websub.cpp
    struct Pushes {
        std::optional<Response> next;  ///< waits until the one before it is read
        Timer* poll_ends = nullptr;    ///< of one that waits for a poll
    };
    asio::awaitable<Result<Response>> ask_hub(const Installed* installed, const Job& job);
    asio::awaitable<bool> settle_lease(const Job& job, Result<Response> answer, Duration took);
    asio::awaitable<void> remember(ledger::HubWord word);
    asio::awaitable<void> take_pushes(std::string source, Response sent);
    asio::awaitable<std::optional<Job>> claim_pushed(const std::string& source);
    asio::awaitable<bool> read_push(Job job, Response sent);
    asio::awaitable<void> poll_soon(std::string source);
    void poll_ended(const std::string& source);
    void count_push(const Visited& visited);
    asio::awaitable<void> release(std::vector<std::int64_t> jobs);
    asio::any_io_executor thread_of(const plugins::Stage& stage);
    void count(const Receipt& receipt);
    void register_pushes();

    Context context_;
    Installation installation_;
    http::Options limits_;
    Hosts hosts_;
    ReadRoom read_room_, waiting_room_;  ///< the second one for visits that stand aside
    /// Visits whose articles may wait for a plugin of another process, once they are fetched. They have no ticket any
    /// more, but a room of their own, and their host's place to the end: a slow plugin delays whoever has it in the
    /// chain, and nobody else. There are no more than there are tickets.
    std::size_t aside_ = 0;
    TaskGroup visits_;
    /// Claimed and not yet committed. The number of a job that has ended may be given to a new one, and that one be
    /// claimed, before its visit gets to know.
    std::multiset<std::int64_t> in_flight_;
    std::map<std::string, Pushes, std::less<>> pushes_;  ///< being read, by source
    Timer work_;                                         ///< until something may be due; cancelled by wake()
    bool woken_ = false;
    OneThread io_thread_;
    std::string claim_trouble_;          ///< the log was told of it; "" = claims succeed
    std::atomic<bool> stopping_{false};  ///< no article is given to plugins that wait any more
    std::uint64_t turns_ = 0;
    bool claiming_ = false;
    std::mt19937 random_;
    PluginFailures plugin_failures_;  ///< so that they do not flood the log
    WaitingPlugins waiting_plugins_;  ///< to be interrupted at a stop
    std::map<std::string, asio::thread_pool, std::less<>>
        waiting_threads_;  ///< one for each plugin that waits, by name
    Counter &polls_ok_, &polls_unchanged_, &polls_failed_, &pages_ok_, &pages_failed_, &published_, &updated_,
        &backfill_, &unchanged_, &duplicates_, &dropped_, &chain_failures_, &tickets_;
    Seconds& due_late_;
    Histogram &read_time_, &delay_;
    RobotsCounters robots_;
};

}  // namespace newsbus::ingest
