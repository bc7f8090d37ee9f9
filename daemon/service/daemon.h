#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "async/task_group.h"
#include "async/work_watch.h"
#include "base/counters.h"
#include "bus/bus.h"
#include "delivery/delivery.h"
#include "http/client.h"
#include "ingest/ingest.h"
#include "ingest/recorder.h"
#include "ingest/traffic.h"
#include "service/callback.h"
#include "service/commands.h"
#include "service/control.h"
#include "service/plugin_watch.h"
#include "service/poll_watch.h"
#include "service/roundup.h"
#include "service/service.h"
#include "service/upkeep.h"
#include "store/store.h"

namespace newsbus::service {

/// A running daemon: owns all modules and knows the order in which they start, change and stop. Lives on the I/O
/// thread.
class Daemon {
public:
    Daemon(boost::asio::io_context& io, Options options, Counters& counters);
    ~Daemon();

    /// Opens the store, applies the first configuration (a start is a reload from nothing), runs until SIGTERM or
    /// SIGINT, drains. An Error means that it never came up.
    asio::awaitable<Result<void>> run(Prepared prepared);

private:
    /// Puts `prepared` into force. After an Error everything is as before.
    asio::awaitable<Result<void>> apply(Prepared prepared);
    Result<void> apply_http(const http::Options& options);
    Result<void> apply_bus(const bus::Options& options);
    asio::awaitable<Result<void>> apply_store(const config::Config& next);
    Result<std::unique_ptr<Control>> start_control(const std::string& address);
    Result<void> open_store(const store::Options& options);
    Result<void> start_bus(const bus::Options& options);

    // daemon_callback.cpp
    Result<std::unique_ptr<Callback>> start_callback(const http::Options& next);
    asio::awaitable<void> use_callback(std::unique_ptr<Callback> started);
    std::function<void(store::Subscription)> on_subscription();

    // daemon_commands.cpp
    std::map<std::string, Commands::Command> commands();
    asio::awaitable<Result<boost::json::object>> poll(boost::json::object asked);
    asio::awaitable<Result<boost::json::object>> wait_for_polls(boost::json::object asked);

    asio::awaitable<void> handle_signals();
    asio::awaitable<void> reload();
    void refuse(const std::string& why, std::size_t more);
    void show_status(const std::string& trouble);
    std::string trouble(const Result<void>& has_bus) const;
    void log_stuck_threads();
    asio::awaitable<void> save_cursors();
    asio::awaitable<void> stop();
    asio::awaitable<void> pulse();
    asio::awaitable<void> give_up_late();

    boost::asio::io_context& io_;
    Options options_;
    config::Config config_;
    SystemClock clock_;
    Counters& counters_;
    Counter &reload_good_, &reload_time_;
    WorkWatch work_;
    std::shared_ptr<Workload> io_turns_, loop_turns_, bus_turns_;
    Condition condition_{work_};

    boost::asio::signal_set signals_;
    std::unique_ptr<asio::thread_pool> cpu_, store_thread_;
    asio::any_io_executor on_cpu_, on_store_;  ///< the same, watched
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<http::Client> client_;
    delivery::Delivery delivery_;
    bus::Bus* bus_ = nullptr;  ///< the courier of delivery_ that also answers; nullptr = it could not be started
    ingest::Traffic traffic_{clock_};
    std::unique_ptr<Upkeep> upkeep_;
    std::unique_ptr<ingest::Recorder> recorder_;
    std::unique_ptr<ingest::Readings> readings_;
    std::unique_ptr<ingest::Ingest> ingest_;
    Roundup roundup_;
    PollWatch watch_;
    PluginWatch plugins_;
    bool saving_ = false;  ///< cursors
    Commands commands_;    ///< stopped before the objects that they use
    std::unique_ptr<Control> control_;
    std::unique_ptr<Callback> callback_;
    TaskGroup loop_;       ///< the ingest loop; cancelled first
    TaskGroup recording_;  ///< the recorder; ends when it has stored everything
    TaskGroup beside_;     ///< pulse and trimming
};

}  // namespace newsbus::service
