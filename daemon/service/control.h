#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "async/task_group.h"
#include "base/counters.h"
#include "base/result.h"
#include "http/server.h"
#include "service/commands.h"
#include "service/condition.h"
#include "service/picture.h"

namespace newsbus::service {

/// The control address: /health, /ready, /metrics, /status, and a POST for each command. It runs on a thread of its
/// own, so a slow scrape never delays a fetch, and sees the store through a Picture, so it never waits for that.
class Control {
public:
    /// Fails with Errc::config naming the address. `commands` must outlive it. Start and destroy it on the I/O thread.
    static Result<std::unique_ptr<Control>> start(const std::string& address, std::unique_ptr<Picture> picture,
                                                  const Condition& condition, const Counters& counters,
                                                  std::string version, Commands& commands);
    ~Control();

    const std::string& configured_address() const { return configured_address_; }

    /// From now on /metrics shows each source while there are at most `most`. Any thread.
    void show_sources(std::size_t most) { shown_sources_ = most; }

private:
    Control() = default;
    http::Reply health(const http::Inquiry& inquiry) const;
    http::Reply ready(const http::Inquiry& inquiry) const;
    http::Reply metrics() const;
    http::Reply status() const;
    asio::awaitable<http::Reply> command(http::Inquiry inquiry);

    std::string configured_address_, version_;
    std::unique_ptr<Picture> picture_;
    const Condition* condition_ = nullptr;
    const Counters* counters_ = nullptr;
    Commands* commands_ = nullptr;
    std::atomic<std::size_t> shown_sources_{0};
    std::shared_ptr<asio::io_context> io_ =
        std::make_shared<asio::io_context>(1);  ///< shared: an answer may come after this object is gone
    std::unique_ptr<http::Server> server_;
    TaskGroup tasks_{io_->get_executor()};
    std::thread thread_;
};

}  // namespace newsbus::service
