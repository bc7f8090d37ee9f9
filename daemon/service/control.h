#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "async/task_group.h"
#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "http/server.h"
#include "store/store.h"

namespace newsbus::service {

/// Which configuration the daemon runs on, and what became of the last attempt to change it.
struct ConfigState {
    TimePoint applied{};     ///< when the one in force was
    std::string refused;     ///< why the last reload was refused: its first problem; "" = it was not
    TimePoint refused_at{};  ///< when
};

/// How the daemon is, as the pulse (daemon.cpp) last saw it. Any thread.
class Condition {
public:
    void set(std::string trouble);  ///< "" = well
    std::string trouble() const;
    void applied(TimePoint now);
    void refused(TimePoint now, std::string why);
    ConfigState config() const;

private:
    mutable std::mutex mutex_;
    std::string trouble_;
    ConfigState config_;
};

/// The control address: /health, /metrics, /status. Runs on a thread of its own with its own reader of the store, so
/// that a slow scrape never delays a fetch.
class Control {
public:
    /// Fails with Errc::config naming the address.
    static Result<std::unique_ptr<Control>> start(const std::string& address, std::unique_ptr<store::Outbox> outbox,
                                                  const Condition& condition, const Counters& counters,
                                                  std::string version);
    ~Control();

    const std::string& configured_address() const { return configured_address_; }

private:
    Control() = default;
    http::Reply health() const;
    http::Reply metrics() const;
    http::Reply status() const;

    std::string configured_address_, version_;
    std::unique_ptr<store::Outbox> outbox_;
    const Condition* condition_ = nullptr;
    const Counters* counters_ = nullptr;
    boost::asio::io_context io_{1};
    std::unique_ptr<http::Server> server_;
    TaskGroup tasks_{io_.get_executor()};
    std::thread thread_;
};

}  // namespace newsbus::service
