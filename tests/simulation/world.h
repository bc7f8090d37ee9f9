#pragma once

#include "agenda.h"
#include "bugs.h"
#include "bus.h"
#include "daemon.h"
#include "log_watch.h"
#include "model.h"
#include "network.h"
#include "settings.h"
#include "site.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace newsbus::simulation {

/// What became of a world.
struct Report {
    std::optional<std::string> broken;  ///< the promise that was broken first; nothing = none
    Duration at{0};                     ///< when
    std::vector<std::string> last;      ///< the events before that
    std::uint64_t print = 0;            ///< of all events
    std::uint64_t events = 0, steps = 0, visits = 0, messages = 0;
    std::uint64_t judged = 0;  ///< decisions about when, where and how a feed is asked for
    int deaths = 0;
};

/// newsbus with everything around it, driven by one seed.
class World {
public:
    explicit World(Settings settings);

    /// Lives it to its end, or until a promise is broken.
    Report run();

private:
    /// How the daemon is going to die.
    enum class Death { none, now, after_fetch, in_commit, after_commit, in_batch };

    void open();
    void run_until(SteadyTime end);
    void run_ready();
    void die();
    void start_daemon();
    void calm_down();

    void plan_site(std::size_t site);
    void plan_misfortune(std::size_t subscriber);
    /// Lets `begin` happen again and again while trouble lasts, once in `mean` on average.
    void plan(std::string_view trouble, Duration mean, void (World::*begin)());
    void plan_death();
    void plan_stop();
    void fill_disk();
    void slow_disk();
    void hang_disk();
    void refuse_outcome();
    void jump_clock();
    void block_sink();
    void mute_peer();
    Result<void> on_commit();
    std::unique_ptr<ledger::Transaction> between(ledger::Transaction& rows);
    void check_sizes();
    void check_retention();

    Settings settings_;
    Agenda agenda_;
    Random dice_;
    http::Options limits_;
    std::vector<Site> sites_;
    std::vector<Story> wire_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    std::unique_ptr<store::Outbox> outbox_;
    LogWatch log_;
    Network network_;
    store::Options store_options_;
    ledger::Policy policy_;
    Model model_;
    Audience audience_;
    std::unique_ptr<Bug> bug_;
    std::unique_ptr<Daemon> daemon_;

    bool calm_ = false;
    SteadyTime calm_since_{};
    Death death_ = Death::none;
    std::optional<int> steps_to_live_;
    bool committing_ = false, refuses_outcome_ = false;
    double disk_full_ = 0;  ///< share of transactions that fail
    Duration disk_delay_{0};
    std::uint64_t steps_ = 0;
    int deaths_ = 0, lives_ = 0;
};

}  // namespace newsbus::simulation
