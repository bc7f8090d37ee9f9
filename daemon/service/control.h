#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "async/task_group.h"
#include "base/counters.h"
#include "base/result.h"
#include "http/server.h"
#include "store/store.h"

namespace newsbus::service {

/// How the daemon is, as the pulse (service.cpp) last saw it. Any thread.
class Condition {
public:
    void set(std::string trouble);  ///< "" = well
    std::string trouble() const;

private:
    mutable std::mutex mutex_;
    std::string trouble_;
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
