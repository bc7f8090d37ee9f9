#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "async/timer.h"
#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "store/store.h"
#include "work/outcome.h"

namespace newsbus::ingest {

namespace asio = boost::asio;

/// Brings outcomes to the store thread, all that wait in one transaction. Lives on the I/O thread.
class Recorder {
public:
    /// `appended` is called on the I/O thread after a commit that appended messages. A store that fails is asked again
    /// after `retry`.
    Recorder(asio::any_io_executor io, asio::any_io_executor store_thread, store::Store& store,
             std::function<void()> appended, Counters& counters, SteadyClock& steady = SteadyClock::machine(),
             Duration retry = std::chrono::seconds(1));

    /// Waits until the outcome is durable. While the store as a whole fails (disk full, I/O error) it keeps trying, so
    /// that a commit waits and nothing is lost; an Error is about this outcome alone, or Errc::cancelled when the
    /// recorder was stopped meanwhile. Call it with cancellation disabled: a commit runs to its end.
    asio::awaitable<Result<Receipt>> commit(Outcome outcome);

    /// Commits what arrives until it is stopped and nothing is left. Spawn it once.
    asio::awaitable<void> run();

    /// Lets run() end when everything waiting is stored; no commit may be asked for afterwards. A store that fails is
    /// tried once more and then given up.
    void stop();

    /// Is the store taking commits? The reason when it is not.
    const std::optional<Error>& trouble() const { return trouble_; }

private:
    struct Waiting {
        Outcome outcome;
        asio::steady_timer answered;
        std::optional<Result<Receipt>> result;
    };
    asio::awaitable<void> commit_batch();
    void answer(Waiting& waiting, Result<Receipt> result);

    asio::any_io_executor io_;
    asio::any_io_executor store_thread_;
    store::Store& store_;
    std::function<void()> appended_;
    SteadyClock& steady_;
    Duration retry_;
    std::vector<Waiting*> waiting_;
    asio::steady_timer arrived_;
    std::optional<Error> trouble_;
    bool stopping_ = false;
    Counter &commits_, &outcomes_, &failures_;
    Histogram& time_;
};

}  // namespace newsbus::ingest
