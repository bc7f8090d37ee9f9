#pragma once

#include "bugs.h"
#include "bus.h"
#include "model.h"
#include "network.h"
#include "settings.h"
#include "store_thread.h"

#include "async/task_group.h"
#include "delivery/delivery.h"
#include "ingest/ingest.h"
#include "ingest/recorder.h"
#include "service/upkeep.h"
#include "store/memory/memory_store.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <vector>

namespace newsbus::simulation {

/// One life of newsbus, put together as service::Daemon does, with the world in the place of disk, network, bus and
/// clocks. All of it runs on one thread, one handler a step; destroying it between two steps is a kill -9.
class Daemon {
public:
    struct Parts {
        Agenda& agenda;
        const Settings& settings;
        std::shared_ptr<store::MemoryDisk> disk;
        store::Options store_options;
        ledger::Policy policy;
        const http::Options& limits;
        const std::vector<Site>& sites;
        Model& model;
        LogWatch& log;
        Network& network;
        Audience& audience;
        Bug* bug;  ///< nullptr = none
        std::function<Duration()> disk_delay;
        bool& committing;
        std::uint32_t seed;
    };
    /// nullptr when the store does not open.
    static std::unique_ptr<Daemon> start(Parts parts);
    ~Daemon();

    /// Runs one handler that is ready; false when there is none.
    bool step() { return io_.poll_one() > 0; }

    /// SIGTERM.
    void stop();
    bool stopped() const { return stopped_; }

private:
    explicit Daemon(Parts parts, std::unique_ptr<store::Store> store);
    ingest::Installation installation();
    asio::awaitable<void> pulse();
    asio::awaitable<void> close();

    struct Process : asio::io_context {
        using asio::io_context::shutdown;  // what its destructor does first
    };
    Parts parts_;
    Counters counters_;
    Process io_;
    asio::executor_work_guard<asio::io_context::executor_type> open_{io_.get_executor()};
    StoreThread thread_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::Outbox> outbox_;
    Wire wire_;
    delivery::Delivery delivery_;
    ingest::Recorder recorder_;
    ingest::Traffic traffic_;
    ingest::Ingest ingest_;
    service::Upkeep upkeep_;
    TaskGroup loop_, recording_, beside_, closing_;
    bool stopped_ = false;
};

}  // namespace newsbus::simulation
