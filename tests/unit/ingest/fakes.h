#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/time.h"
#include "http/fetcher.h"
#include "plugins/api/plugin.h"

namespace newsbus::ingest {

class FixedClock final : public Clock {
public:
    TimePoint now() const override { return TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)); }
};

/// Answers 200 at once, or never: until it is cancelled.
class FakeClient final : public http::Fetcher {
public:
    explicit FakeClient(asio::any_io_executor io) : io_(std::move(io)) {}

    asio::awaitable<Result<Response>> fetch(Request) override {
        ++fetches;
        if (crowded > 0 && crowded-- > 0) co_return Error{Errc::cancelled, "no room"};
        if (hangs) {
            asio::steady_timer never(io_, asio::steady_timer::time_point::max());
            hanging = &never;
            co_await never.async_wait(asio::as_tuple(asio::use_awaitable));
            hanging = nullptr;
            if (hangs) co_return Error{Errc::cancelled, "stopped"};
        }
        Response response;
        response.status = status;
        response.headers = headers;
        response.url = Url::parse("https://example.org/feed").value();
        response.body = body;
        co_return response;
    }

    asio::awaitable<Result<Response>> fetch_through(http::Passage& passage, Request request) override {
        Result<Response> answer = co_await fetch(std::move(request));
        const http::Attempt attempt{.status = answer ? answer->status : 0, .given_up = !answer};
        passage.attempted(attempt);
        co_return answer;
    }

    /// The fetch that hangs is answered.
    void answer() {
        hangs = false;
        hanging->cancel();
    }

    std::string body;
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    int fetches = 0;
    bool hangs = false;
    int crowded = 0;  ///< so many fetches find no room first
    asio::steady_timer* hanging = nullptr;

private:
    asio::any_io_executor io_;
};

/// A plugin of another process, which never answers.
class Hung final : public plugins::Plugin {
public:
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        bool interrupted = false;
        std::atomic<bool> entered{false};

        void end() {
            std::lock_guard lock(mutex);
            interrupted = true;
            changed.notify_all();
        }
    };
    explicit Hung(std::shared_ptr<State> state) : state_(std::move(state)) {}

    Result<plugins::Verdict> process(Article&) override {
        std::unique_lock lock(state_->mutex);
        state_->entered = true;
        state_->changed.wait(lock, [this] { return state_->interrupted; });
        return Error{Errc::plugin, "interrupted"};
    }
    bool waits() const override { return true; }
    void interrupt() override { state_->end(); }

private:
    std::shared_ptr<State> state_;
};

class Dropping final : public plugins::Plugin {
public:
    Result<plugins::Verdict> process(Article&) override { return plugins::Verdict::drop; }
};

}  // namespace newsbus::ingest
