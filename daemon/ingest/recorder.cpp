#include "ingest/recorder.h"

#include "async/run_on.h"
#include "base/log.h"

#include <boost/asio/as_tuple.hpp>

#include <cassert>
#include <utility>

namespace newsbus::ingest {
namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr double commit_seconds[] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

constexpr log::Logger logger("ingest");

/// What costs the store about the same each: an entry, a part, a visit.
std::size_t rows_of(const Outcome& outcome) {
    return 1 + outcome.entries.size() + outcome.parts.size();
}

}  // namespace

Recorder::Recorder(asio::any_io_executor io, asio::any_io_executor store_thread, store::Store& store,
                   std::function<void()> appended, Counters& counters, SteadyClock& steady, Duration retry,
                   CommitPace pace)
    : io_(std::move(io)),
      store_thread_(std::move(store_thread)),
      store_(store),
      appended_(std::move(appended)),
      steady_(steady),
      retry_(retry),
      pace_(pace),
      arrived_(io_, asio::steady_timer::time_point::max()),
      commits_(counters.counter("newsbus_commits_total", "Transactions that stored the outcome of visits")),
      outcomes_(counters.counter("newsbus_outcomes_total", "Visits whose outcome was stored")),
      failures_(counters.counter("newsbus_commit_failures_total", "Transactions that the store refused")),
      time_(counters.histogram("newsbus_commit_duration_seconds",
                               "Time to store the outcomes of visits that waited, on the disk", commit_seconds)) {}

asio::awaitable<Result<Receipt>> Recorder::commit(Outcome outcome) {
    assert(io_thread_.is_here());
    assert(!stopping_);  // run() may have ended: nobody would ever answer
    Waiting waiting{std::move(outcome), asio::steady_timer(io_, asio::steady_timer::time_point::max()), {}};
    waiting_.push_back(&waiting);
    arrived_.cancel();
    while (!waiting.result) co_await waiting.answered.async_wait(quietly);
    co_return std::move(*waiting.result);
}

asio::awaitable<void> Recorder::run() {
    while (!stopping_ || !waiting_.empty()) {
        if (waiting_.empty())
            co_await arrived_.async_wait(quietly);
        else
            co_await commit_batch();
    }
}

void Recorder::stop() {
    assert(io_thread_.is_here());
    stopping_ = true;
    arrived_.cancel();
}

void Recorder::answer(Waiting& waiting, Result<Receipt> result) {
    waiting.result = std::move(result);
    waiting.answered.cancel();
}

// The outcomes in front, up to the rows that one transaction may have; one alone may have more.
std::vector<Recorder::Waiting*> Recorder::take_batch() {
    std::size_t rows = 0, count = 0;
    for (; count < waiting_.size(); ++count) {
        rows += rows_of(waiting_[count]->outcome);
        if (count > 0 && rows > pace_.rows()) break;
    }
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Waiting*> batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    return batch;
}

asio::awaitable<void> Recorder::commit_batch() {
    assert(io_thread_.is_here());
    std::vector<Waiting*> batch = take_batch();
    std::vector<Outcome> outcomes;
    outcomes.reserve(batch.size());
    std::size_t rows = 0;
    for (Waiting* waiting : batch) {
        rows += rows_of(waiting->outcome);
        outcomes.push_back(std::move(waiting->outcome));
    }
    Duration took{0};
    auto work = [this, &outcomes, &took] {
        Timed timed(time_);
        const SteadyTime begin = steady_.now();
        auto receipts = store_.commit(outcomes);
        took = std::chrono::duration_cast<Duration>(steady_.now() - begin);
        return receipts;
    };
    Result<std::vector<Result<Receipt>>> receipts = co_await run_on(store_thread_, std::move(work));
    if (!receipts) {
        co_await keep_waiting(std::move(batch), std::move(outcomes), receipts.error());
        co_return;
    }
    pace_.took(rows, took);
    if (trouble_) logger.info("store takes commits again");
    trouble_.reset();
    commits_.add();
    outcomes_.add(static_cast<std::int64_t>(batch.size()));
    bool any = false;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const Result<Receipt>& receipt = (*receipts)[i];
        any = any || (receipt && receipt->last != 0);
        if (!receipt) {
            ++refused_in_a_row_;
            refusal_ = receipt.error();
        } else if (!outcomes[i].entries.empty()) {  // what is recorded in place of a refused one says nothing
            refused_in_a_row_ = 0;
        }
        answer(*batch[i], std::move((*receipts)[i]));
    }
    if (any) appended_();
}

// The store as a whole refused: the same again after a pause.
asio::awaitable<void> Recorder::keep_waiting(std::vector<Waiting*> batch, std::vector<Outcome> outcomes, Error why) {
    failures_.add();
    if (!trouble_) logger.error("store refuses commits, claiming stops until it recovers", {{"why", why.what}});
    trouble_ = std::move(why);
    if (stopping_) {
        for (Waiting* waiting : batch) answer(*waiting, Error{Errc::cancelled, "stopped while the store was failing"});
        co_return;
    }
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i]->outcome = std::move(outcomes[i]);
    waiting_.insert(waiting_.begin(), batch.begin(), batch.end());
    Timer pause(io_, steady_);
    pause.expires_after(retry_);
    co_await pause.wait();
}

}  // namespace newsbus::ingest
