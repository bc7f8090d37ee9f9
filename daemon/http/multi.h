#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/time.h"
#include "http/cpu_meter.h"
#include "http/curl_handles.h"
#include "http/transfer.h"

namespace newsbus::http {

/// curl's multi handle on Asio. All on the executor's thread.
/// curl's sockets are in one epoll descriptor of their own, and Asio watches only that descriptor: this takes a third
/// of the CPU of one stream_descriptor a socket.
class Multi : public std::enable_shared_from_this<Multi> {
public:
    /// `after` is called after every turn of curl, outside of its callbacks. Fails when the system has no descriptor
    /// left.
    static Result<std::shared_ptr<Multi>> make(boost::asio::any_io_executor io, std::function<void()> after);
    ~Multi();

    /// Sets how many idle connections are kept.
    void keep_connections(long count);

    /// Starts `transfer`. It may be done before this returns.
    void add(Transfer& transfer);

    /// Measures curl's turns.
    CpuMeter& cpu() { return cpu_; }

    /// Takes a transfer out, finished or not. A Multi without transfers leaves no work to the event loop.
    void remove(Transfer& transfer);

private:
    Multi(boost::asio::any_io_executor io, int epoll, std::function<void()> after);

    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known);
    static int on_timer(CURLM*, long timeout_ms, void* self);
    void watch();
    void take_events();
    void act(curl_socket_t socket, int events);
    void run_due_timer();
    void arm_timer();

    boost::asio::posix::stream_descriptor epoll_;
    boost::asio::steady_timer timer_;
    std::optional<SteadyTime> due_;    ///< when curl wants to be called
    std::optional<SteadyTime> armed_;  ///< when the timer wakes us
    std::function<void()> after_;
    CpuMeter cpu_;
    int enrolled_ = 0;
    bool watching_ = false;
    CurlMulti multi_;
};

/// Keeps a transfer in a Multi for as long as it lives.
class Enrolled {
public:
    Enrolled(Multi& multi, Transfer& transfer) : multi_(multi), transfer_(transfer) { multi_.add(transfer_); }
    Enrolled(const Enrolled&) = delete;
    Enrolled& operator=(const Enrolled&) = delete;
    ~Enrolled() { multi_.remove(transfer_); }

private:
    Multi& multi_;
    Transfer& transfer_;
};

}  // namespace newsbus::http
