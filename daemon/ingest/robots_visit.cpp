#include "ingest/ingest.h"

#include "async/run_on.h"
#include "ingest/gate.h"

#include <cstddef>
#include <memory>
#include <utility>

namespace newsbus::ingest {

namespace {

constexpr std::size_t most_read_here = 4096;  // bytes of what is remembered: some microseconds

}  // namespace

/// Many rules, or hostile ones, take their time, so that is done off the I/O thread.
asio::awaitable<Gate> Ingest::gate_at(std::shared_ptr<const Installed> installed, const Job& job, Caution caution) {
    if (!installed) co_return Gate{};
    const TimePoint now = context_.clock.now();
    auto work = [&installed, &job, caution, now] { return gate_of(installed->source->options(), job, caution, now); };
    if (job.robots.size() <= most_read_here) co_return work();
    co_return co_await run_on(context_.cpu, std::move(work));
}

/// Nothing was fetched: the job waits as it is until there is a robots.txt. False when that was not stored.
asio::awaitable<bool> Ingest::put_back(const Job& job) {
    Outcome outcome = outcome_of(job, context_.clock.now());
    outcome.due = outcome.now;
    outcome.wants_robots = true;
    Result<Receipt> receipt = co_await context_.recorder.commit(std::move(outcome));
    co_return receipt.has_value();
}

}  // namespace newsbus::ingest
