#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "async/task_group.h"
#include "base/counters.h"
#include "base/result.h"
#include "http/server.h"
#include "source/websub.h"
#include "store/store.h"
#include "work/response.h"

namespace newsbus::service {

/// A subscription as the callback knows it.
struct Awaited {
    store::Subscription subscription;
    std::uint64_t max_body = 0;  ///< bytes of what may be pushed
};

/// The callback of WebSub: where hubs confirm subscriptions (GET) and send what is new (POST), each at
/// "/websub/<token>". The world may reach it, so it has a thread of its own, knows nothing but its subscriptions, and
/// takes nothing that is not signed. It is answered before anything is read: 202 also for what was signed wrongly or
/// not at all, which says nothing to those who try (section 7.1 of the standard); 404 where no subscription is, 410
/// where one is being ended. Bounded: connections, heads, bodies, their bytes together, requests a subscription.
class Callback {
public:
    /// What is done with what comes; called on the I/O thread.
    struct Hooks {
        std::function<void(std::string source, Response sent)> push;
        std::function<void(std::string source, std::string token, source::Verification said)> hear;
    };
    struct Limits {
        http::ServerLimits server{
            .patience = std::chrono::seconds(20), .max_header = 16 << 10, .max_body = 0, .max_connections = 256};
        std::uint64_t max_bytes = 32 << 20;  ///< of all bodies that come in or wait for the I/O thread
        int burst = 30;                      ///< requests of one subscription at once; with more the hub has to wait
        std::chrono::seconds a_request{2};   ///< and one more each time
    };

    /// Fails with Errc::config naming the address. Start, change and destroy it on the I/O thread, whose executor is
    /// `io`. `counters` must outlive it.
    static Result<std::unique_ptr<Callback>> start(boost::asio::any_io_executor io, const std::string& address,
                                                   Hooks hooks, Counters& counters, Limits limits);
    static Result<std::unique_ptr<Callback>> start(boost::asio::any_io_executor io, const std::string& address,
                                                   Hooks hooks, Counters& counters) {
        return start(std::move(io), address, std::move(hooks), counters, Limits());
    }
    ~Callback();

    /// Registers what it counts, so that it stands on the page of metrics also while there is no callback.
    static void register_counters(Counters& counters);

    const std::string& configured_address() const { return configured_address_; }
    std::string address() const { return server_->address(); }  ///< as bound

    /// From now on these, and no others. `base_url` is what hubs were told: its path may stand before "/websub/".
    void set(std::vector<Awaited> all, const std::string& base_url);

    /// The one that its source has from now on; with PushStage::none it has none.
    void set_one(Awaited one);

private:
    /// What is known by a token. Only the thread of the callback touches it.
    struct Known {
        Awaited awaited;
        double left = 0;  ///< requests that may come at once
        std::chrono::steady_clock::time_point refilled{}, complained{};
    };
    using ByToken = std::map<std::string, Known, std::less<>>;

    explicit Callback(Counters& counters);
    http::Reply verify(const http::Inquiry& inquiry);
    http::Admission admit(const http::Inquiry& inquiry, std::optional<std::uint64_t> announced);
    boost::asio::awaitable<http::Reply> take(http::Inquiry inquiry);
    Known* find(std::string_view path);
    bool may_come(Known& known) const;
    void complain(Known& known, const char* what);
    void put(Awaited one);
    Counter& requests(const char* result);

    std::string configured_address_;
    Limits limits_;
    Counters& counters_;
    boost::asio::any_io_executor main_;  ///< of the I/O thread
    std::shared_ptr<Hooks> hooks_;       ///< what is under way to the I/O thread comes to nothing when this ends
    std::shared_ptr<std::atomic<std::uint64_t>> bytes_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    std::string base_path_;
    ByToken by_token_;
    std::map<std::string, std::string, std::less<>> token_by_source_;
    std::shared_ptr<boost::asio::io_context> io_ = std::make_shared<boost::asio::io_context>(1);
    std::unique_ptr<http::Server> server_;
    TaskGroup tasks_{io_->get_executor()};
    std::thread thread_;
};

}  // namespace newsbus::service
