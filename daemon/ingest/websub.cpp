// The part of the ingest loop that has to do with hubs: asking them, hearing them, reading what they send.
#include "source/websub.h"
#include "async/run_on.h"
#include "base/log.h"
#include "ingest/ingest.h"
#include "ledger/polls.h"

#include <boost/asio/this_coro.hpp>

#include <cassert>
#include <chrono>
#include <utility>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

constexpr log::Logger logger("ingest");

constexpr auto longest_wait_for_poll = 2min;  // of a push: a fetch has a time limit, too
constexpr Duration denied_pause = 24h;
constexpr Duration unsaid_lease = 24h;  // of hubs that are older than the standard

Counter& pushes(Counters& counters, const char* result) {
    return counters.counter("newsbus_pushes_total", "Signed pushes of hubs by what became of them",
                            Label{"result", result});
}

double jitter(std::mt19937& random) {
    return std::uniform_real_distribution<>(0, 1)(random);
}

}  // namespace

/// So that they stand on the page of metrics before the first push.
void Ingest::register_pushes() {
    for (const char* result : {"changed", "unchanged", "unusable", "deferred"}) pushes(context_.counters, result);
}

asio::awaitable<Result<Response>> Ingest::ask_hub(const Installed* installed, const Job& job) {
    const Push& push = job.state.push;
    const std::string& callback = push.stage == PushStage::ending ? push.callback : limits_.callback_url;
    if (callback.empty()) co_return Error{Errc::cancelled, "there is no callback"};
    Result<Request> request = source::hub_request(push, callback);
    if (!request) co_return request.error();
    if (installed) {
        const source::Options& options = installed->source->options();
        request->allow_networks = options.allow_networks;
        request->ca_file = options.ca_file;
    }
    if (context_.subscribed) context_.subscribed({job.source, push});  // before the hub can come back to it
    co_return co_await context_.client.fetch(std::move(*request));
}

asio::awaitable<bool> Ingest::settle_lease(const Job& job, Result<Response> answer, Duration took) {
    const LeaseTerms terms{limits_.callback_url, context_.clock.now(), limits_.min_interval, jitter(random_)};
    Visited visited = visited_lease(job, answer, terms);
    if (visited.log) logger.write(visited.degraded ? log::Level::warn : log::Level::info, *visited.log);
    VisitReport report = report_of(job, answer, took, visited);
    const bool over = visited.outcome.lease->over;
    std::optional<Receipt> receipt = co_await commit(job, std::move(visited.outcome), report);
    if (!receipt) co_return false;
    if (over && context_.subscribed) context_.subscribed({job.source, Push()});
    if (logger.writes(log::Level::debug)) logger.write(log::Level::debug, line_of(report));
    context_.settled(report);
    co_return true;
}

void Ingest::hear(std::string source, std::string token, source::Verification said) {
    assert(io_thread_.is_here());
    if (stopping_) return;
    using Kind = ledger::HubWord::Kind;
    using Mode = source::Verification::Mode;
    ledger::HubWord word;
    word.source = std::move(source);
    word.token = std::move(token);
    word.now = context_.clock.now();
    word.reason = std::move(said.reason);
    if (const auto at = word.reason.find(word.token); at != word.reason.npos)  // it is shown, and the token is not
        word.reason.replace(at, word.token.size(), "...");
    if (said.mode == Mode::subscribe) {
        word.lease = said.lease.value_or(unsaid_lease);
        word.pause = source::renew_after(word.lease, jitter(random_), limits_.min_interval);
    } else if (said.mode == Mode::denied) {
        word.kind = Kind::denied;
        word.pause =
            denied_pause +
            Duration(static_cast<std::int64_t>(static_cast<double>(denied_pause.count()) * 0.1 * jitter(random_)));
        logger.warn("hub denied a subscription, polls go on", {{"source", word.source}, {"why", word.reason}});
    } else {
        word.kind = Kind::ended;
    }
    std::string name = "hub of " + word.source;
    visits_.spawn(std::move(name), remember(std::move(word)));
}

asio::awaitable<void> Ingest::remember(ledger::HubWord word) {
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    auto work = [this, &word] { return context_.store.hear(word); };
    Result<void> heard = co_await run_on(context_.store_thread, std::move(work));
    if (!heard)
        logger.warn("what a hub said is not stored, it will be asked again",
                    {{"source", word.source}, {"why", heard.error().what}});
    else if (word.kind == ledger::HubWord::Kind::ended && context_.subscribed)
        context_.subscribed({word.source, Push()});
    wake();
}

void Ingest::push(std::string source, Response sent) {
    assert(io_thread_.is_here());
    if (stopping_ || !installation_.contains(source)) return;
    sent.pushed = true;
    sent.account = context_.client.charge(sent.body.size());
    auto known = pushes_.find(source);
    if (known == pushes_.end() && pushes_.size() < static_cast<std::size_t>(limits_.max_connections)) {
        pushes_.emplace(source, Pushes());
        std::string name = "push " + source;
        visits_.spawn(std::move(name), take_pushes(std::move(source), std::move(sent)));
    } else if (known != pushes_.end() && !known->second.next) {
        known->second.next = std::move(sent);
    } else {
        visits_.spawn("poll " + source, poll_soon(source));
    }
}

/// Too much was sent at once, or at the wrong time: a poll brings what it was.
asio::awaitable<void> Ingest::poll_soon(std::string source) {
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    pushes(context_.counters, "deferred").add();
    const ledger::PollWish wish{ledger::PollWish::Whom::named, {source}};
    auto work = [this, &wish, now = context_.clock.now(), least = limits_.min_interval] {
        return context_.store.make_due(wish, now, least);
    };
    auto promises = co_await run_on(context_.store_thread, std::move(work));
    if (!promises) logger.warn("push put off", {{"source", source}, {"why", promises.error().what}});
    wake();
}

/// One push after the other, each in the place of a poll: whichever of the two comes second waits for the first.
asio::awaitable<void> Ingest::take_pushes(std::string source, Response sent) {
    co_await asio::this_coro::throw_if_cancelled(false);
    while (true) {
        std::optional<Job> job = co_await claim_pushed(source);
        if (!job) break;
        const bool stored = co_await read_push(std::move(*job), std::move(sent));
        if (!stored) co_await poll_soon(source);
        Pushes& pushed = pushes_.at(source);
        if (!pushed.next) {
            pushes_.erase(source);
            co_return;
        }
        sent = std::move(*pushed.next);
        pushed.next.reset();
    }
    pushes_.erase(source);
    co_await poll_soon(std::move(source));
}

/// The poll of the source, for a push. Nothing when it was not to be had.
asio::awaitable<std::optional<Job>> Ingest::claim_pushed(const std::string& source) {
    Timer poll_ends(context_.io, context_.steady);
    const SteadyTime latest = context_.steady.now() + longest_wait_for_poll;
    auto cancelled = co_await asio::this_coro::cancellation_state;
    auto work = [this, &source] { return context_.store.claim_poll(source); };
    while (!stopping_ && cancelled.cancelled() == asio::cancellation_type::none) {
        Result<std::optional<Job>> claimed = co_await run_on(context_.store_thread, work);
        if (!claimed || *claimed) {
            if (!claimed) logger.warn("push put off", {{"source", source}, {"why", claimed.error().what}});
            co_return claimed ? std::move(*claimed) : std::nullopt;
        }
        if (context_.steady.now() >= latest) break;
        poll_ends.expires_after(1s);
        pushes_.at(source).poll_ends = &poll_ends;
        co_await poll_ends.wait();
        pushes_.at(source).poll_ends = nullptr;
    }
    co_return std::nullopt;
}

/// False when nothing of it was kept.
asio::awaitable<bool> Ingest::read_push(Job job, Response sent) {
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    auto found = installation_.find(job.source);
    std::shared_ptr<const Installed> installed = found == installation_.end() ? nullptr : found->second;
    in_flight_.insert(job.id);
    tickets_.set(static_cast<std::int64_t>(in_flight_.size()));
    const Caution caution = caution_of(job, context_.readings ? context_.readings->deaths(job) : std::nullopt);
    Result<Response> answer(std::move(sent));
    Gate gate;  // nothing is fetched
    bool stored = false;
    if (installed) stored = co_await settle(installed, job, caution, gate, std::move(answer), Duration(0));
    if (!stored) co_await release(std::vector<std::int64_t>(1, job.id));
    in_flight_.erase(in_flight_.find(job.id));
    tickets_.set(static_cast<std::int64_t>(in_flight_.size()));
    wake();
    co_return stored;
}

void Ingest::poll_ended(const std::string& source) {
    const auto pushed = pushes_.find(source);
    if (pushed != pushes_.end() && pushed->second.poll_ends) pushed->second.poll_ends->cancel();
}

void Ingest::count_push(const Visited& visited) {
    const bool changed = !visited.outcome.entries.empty() || visited.unread;
    pushes(context_.counters, !visited.why.empty() ? "unusable" : changed ? "changed" : "unchanged").add();
}

}  // namespace newsbus::ingest
