#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "async/one_thread.h"
#include "async/timer.h"
#include "base/counters.h"
#include "base/result.h"
#include "base/time.h"
#include "ingest/commit_pace.h"
#include "store/store.h"
#include "work/outcome.h"

namespace newsbus::ingest {

namespace asio = boost::asio;

/// Commits outcomes on the store thread: those that wait go into one transaction, first come first served, as many as
/// CommitPace allows. Lives on the I/O thread.
class Recorder {
public:
    /// `appended` is called on the I/O thread after a commit that appended messages. When the store fails, it is asked
    /// again after `retry`.
    Recorder(asio::any_io_executor io, asio::any_io_executor store_thread, store::Store& store,
             std::function<void()> appended, Counters& counters, SteadyClock& steady = SteadyClock::machine(),
             Duration retry = std::chrono::seconds(1), CommitPace pace = CommitPace());

    /// Waits until the outcome is durable. While the store as a whole fails (disk full, I/O error) it keeps trying, so
    /// nothing is lost: the commit only takes longer. An Error is about this outcome alone, or Errc::cancelled when the
    /// recorder was stopped while the store failed. Call it with cancellation disabled: the recorder refers to the
    /// waiting coroutine until it answers.
    asio::awaitable<Result<Receipt>> commit(Outcome outcome);

    /// How many entries an outcome should have at most: what has more is better committed in slices.
    std::size_t slice() const { return pace_.rows(); }

    /// Commits what arrives until it is stopped and nothing is left. Spawn it once.
    asio::awaitable<void> run();

    /// Lets run() end once everything that waits is stored. Call commit() no more afterwards. A store that fails gets
    /// one more try, then the waiting outcomes are given up: their jobs are visited again after the next start.
    void stop();

    /// Why the store takes no commits at the moment; nothing when it does.
    const std::optional<Error>& trouble() const { return trouble_; }

    /// Why the store refuses every single outcome that has entries, although it takes commits; nothing when it does
    /// not.
    std::optional<Error> refusal() const { return refused_in_a_row_ >= most_refused ? refusal_ : std::nullopt; }

private:
    struct Waiting {
        Outcome outcome;
        asio::steady_timer answered;
        std::optional<Result<Receipt>> result;
    };
    std::vector<Waiting*> take_batch();
    asio::awaitable<void> commit_batch();
    asio::awaitable<void> keep_waiting(std::vector<Waiting*> batch, std::vector<Outcome> outcomes, Error why);
    void answer(Waiting& waiting, Result<Receipt> result);

    asio::any_io_executor io_;
    asio::any_io_executor store_thread_;
    store::Store& store_;
    std::function<void()> appended_;
    SteadyClock& steady_;
    Duration retry_;
    CommitPace pace_;
    std::vector<Waiting*> waiting_;
    asio::steady_timer arrived_;
    std::optional<Error> trouble_, refusal_;
    static constexpr int most_refused = 5;
    int refused_in_a_row_ = 0;  // outcomes
    bool stopping_ = false;
    OneThread io_thread_;
    Counter &commits_, &outcomes_, &failures_;
    Histogram& time_;
};

}  // namespace newsbus::ingest
