// What other programs may ask the daemon to do (service/commands.h).
#include "async/run_on.h"
#include "service/daemon.h"
#include "service/poll_json.h"

#include <chrono>
#include <utility>

namespace newsbus::service {
namespace {

namespace json = boost::json;

constexpr auto longest_wait = std::chrono::seconds(20);

}  // namespace

std::map<std::string, Commands::Command> Daemon::commands() {
    return {
        {"/poll", [this](json::object asked) { return poll(std::move(asked)); }},
        {"/poll/wait", [this](json::object asked) { return wait_for_polls(std::move(asked)); }},
    };
}

asio::awaitable<Result<json::object>> Daemon::poll(json::object asked) {
    auto wish = poll_wish(asked);
    if (!wish) co_return wish.error();
    if (!ingest_) co_return Error{Errc::cancelled, "the daemon is starting"};
    if (recorder_->trouble())
        co_return Error{Errc::store,
                        "nothing is polled while the store refuses commits: " + recorder_->trouble()->what};
    std::uint64_t mark = watch_.mark();
    auto work = [this, &wish, now = clock_.now(), shortest = config_.http.min_interval] {
        return store_->make_due(*wish, now, shortest);
    };
    auto promises = co_await run_on(on_store_, std::move(work));
    if (!promises) co_return promises.error();
    for (const ledger::PollPromise& promise : *promises)
        if (promise.kind != ledger::PollPromise::Kind::unknown) watch_.expect(promise.source);
    ingest_->wake();
    co_return promises_json(*promises, mark);
}

asio::awaitable<Result<json::object>> Daemon::wait_for_polls(json::object asked) {
    auto wait = poll_wait(asked);
    if (!wait) co_return wait.error();
    auto polls = co_await watch_.wait(std::move(wait->sources), wait->mark, longest_wait);
    co_return polls_json(polls);
}

}  // namespace newsbus::service
