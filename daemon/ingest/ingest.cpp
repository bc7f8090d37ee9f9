#include "ingest/ingest.h"

#include "async/run_on.h"
#include "base/heap_measure.h"
#include "base/log.h"
#include "base/utf8.h"
#include "ingest/aside.h"
#include "ingest/caution.h"
#include "ingest/delta.h"
#include "ingest/http_status.h"
#include "message/event.h"

#include <boost/asio/this_coro.hpp>

#include <malloc.h>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <optional>
#include <span>
#include <utility>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_nap = 1s;  // the loop turns at least this often: clocks jump, the watchdog looks
constexpr auto refused_pause = 15min;
constexpr auto crowded_pause = 5s;

constexpr log::Logger logger("ingest");

constexpr double read_seconds[] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
constexpr double delay_seconds[] = {1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 21600, 43200, 86400, 259200, 604800};

Counter& messages(Counters& counters, std::string_view event) {
    return counters.counter("newsbus_articles_total", "Articles that visits brought, by what became of them",
                            Label{"event", std::string(event)});
}

}  // namespace

Ingest::Ingest(Context context)
    : context_(context),
      read_room_(context.io,
                 context.counters.gauge("newsbus_read_room_bytes",
                                        "Memory set aside for answers, from reading to storing them"),
                 [&client = context.client](std::uint64_t bytes) { return client.charge(bytes); }),
      waiting_room_(read_room_.another()),
      visits_(context.io),
      work_(context.io, context.steady),
      random_(context.seed),
      polls_ok_(context.counters.counter("newsbus_polls_total", "Polls by result", Label{"result", "changed"})),
      polls_unchanged_(
          context.counters.counter("newsbus_polls_total", "Polls by result", Label{"result", "unchanged"})),
      polls_failed_(context.counters.counter("newsbus_polls_total", "Polls by result", Label{"result", "failed"})),
      pages_ok_(context.counters.counter("newsbus_pages_total", "Article pages by result", Label{"result", "ok"})),
      pages_failed_(
          context.counters.counter("newsbus_pages_total", "Article pages by result", Label{"result", "failed"})),
      published_(messages(context.counters, message::name_of(message::ArticleKind::published))),
      updated_(messages(context.counters, message::name_of(message::ArticleKind::updated))),
      backfill_(messages(context.counters, message::name_of(message::ArticleKind::backfill))),
      unchanged_(messages(context.counters, "unchanged")),
      duplicates_(messages(context.counters, "duplicate")),
      dropped_(messages(context.counters, "dropped")),
      chain_failures_(context.counters.counter("newsbus_chain_failures_total", "Articles on which some plugin failed")),
      tickets_(context.counters.gauge("newsbus_visits_in_flight", "Jobs between claim and commit")),
      due_late_(context.counters.seconds_gauge("newsbus_claim_lag_seconds",
                                               "How late the job claimed last was; 0 when there is nothing to do")),
      read_time_(context.counters.histogram("newsbus_read_duration_seconds",
                                            "Time to read one answer, a feed or a page, into articles", read_seconds)),
      delay_(context.counters.histogram("newsbus_article_delay_seconds",
                                        "From the time of day that an article gives as its publication to when it was "
                                        "first seen, of those published",
                                        delay_seconds)),
      robots_(context.counters) {
    register_pushes();
}

void Ingest::apply(Installation installation, const http::Options& limits) {
    installation_ = std::move(installation);
    waiting_plugins_.forget_gone();
    for (const auto& [id, installed] : installation_) waiting_plugins_.add(installed->chain);
    limits_ = limits;
    hosts_.set_limits(limits.max_per_host, limits.host_pause);
    wake();
}

void Ingest::wake() {
    assert(io_thread_.is_here());
    woken_ = true;
    work_.cancel();
}

asio::awaitable<void> Ingest::run() {
    auto cancelled = co_await asio::this_coro::cancellation_state;
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await load_rests();
    while (cancelled.cancelled() == asio::cancellation_type::none) {
        assert(io_thread_.is_here());
        ++turns_;
        for (const log::Line& line : plugin_failures_.take_left_out(context_.steady.now()))
            logger.write(log::Level::warn, line);
        co_await claim_and_spawn();
        if (cancelled.cancelled() == asio::cancellation_type::none) co_await wait_for_work();
    }
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    stopping_ = true;
    waiting_plugins_.interrupt();
    visits_.cancel();
    co_await visits_.join();
    std::vector<std::int64_t> unvisited(in_flight_.begin(), in_flight_.end());
    co_await release(std::move(unvisited));
}

asio::awaitable<void> Ingest::claim_and_spawn() {
    woken_ = false;
    work_.expires_after(longest_nap);
    std::size_t most = static_cast<std::size_t>(limits_.max_connections);
    std::size_t free = most - std::min(most, in_flight_.size() - aside_);
    if (free == 0 || context_.recorder.trouble()) co_return;

    TimePoint now = context_.clock.now();
    HostSlots slots = hosts_.slots(context_.steady.now());
    struct Claimed {
        Result<std::vector<Job>> jobs;
        Result<std::optional<TimePoint>> next;
    };
    auto work = [this, now, free, &slots] {
        auto jobs = context_.store.claim(now, free, slots);
        if (jobs)  // what was just claimed may have used up its host
            for (const Job& job : *jobs) --slots.left.try_emplace(job.host, slots.per_host).first->second;
        return Claimed{std::move(jobs), context_.store.next_due(slots)};
    };
    claiming_ = true;
    Claimed claimed = co_await run_on(context_.store_thread, std::move(work));
    claiming_ = false;
    if (!claimed.jobs) {
        if (claim_trouble_.empty()) logger.error("claim failed, will retry", {{"why", claimed.jobs.error().what}});
        claim_trouble_ = claimed.jobs.error().what;
        co_return;
    }
    if (!std::exchange(claim_trouble_, "").empty()) logger.info("claims succeed again");
    if (claimed.jobs->empty() && in_flight_.empty()) due_late_.set(Duration(0));
    for (Job& job : *claimed.jobs) {
        due_late_.set(std::max(Duration(0), now - job.due));
        auto turn = std::make_unique<Turn>(hosts_, job.host, context_.io, context_.steady, context_.traffic);
        in_flight_.insert(job.id);
        std::string name = "visit " + job.source;
        visits_.spawn(std::move(name), visit(std::move(job), std::move(turn)));
    }
    tickets_.set(static_cast<std::int64_t>(in_flight_.size()));

    auto nap = context_.steady.now() + longest_nap;
    if (claimed.next && *claimed.next)
        nap = std::min(nap, context_.steady.now() + std::max(Duration(0), **claimed.next - now));
    if (auto host = hosts_.next_free(context_.steady.now()))
        nap = std::min(nap, std::max(*host, context_.steady.now() + 1ms));
    if (!woken_) work_.expires_at(nap);
}

asio::awaitable<void> Ingest::wait_for_work() {
    if (!woken_) co_await work_.wait();
}

asio::awaitable<void> Ingest::visit(Job job, std::unique_ptr<Turn> turn) {
    const Caution caution = caution_of(job, context_.readings ? context_.readings->deaths(job) : std::nullopt);
    auto found = installation_.find(job.source);
    std::shared_ptr<const Installed> installed = found == installation_.end() ? nullptr : found->second;
    Result<Response> answer = Error{Errc::cancelled, installed ? job.host + " rests" : "no such source"};
    const bool is_lease = job.kind == JobKind::lease;  // also of a source that was taken out
    const bool crowded = installed && !is_lease && is_crowded(*installed, job);
    Gate gate = co_await gate_at(installed, job, caution);
    const bool rested = !crowded && gate.is_open() && co_await turn->wait_for_rest();
    SteadyTime began = context_.steady.now();
    if (is_lease && rested) answer = co_await ask_hub(installed.get(), job);
    if (installed && !is_lease && rested) answer = co_await fetch(*installed, job, caution, *turn);
    if (!crowded && !gate.is_open()) answer = Error{Errc::network, gate.why};
    auto took = std::chrono::duration_cast<Duration>(context_.steady.now() - began);
    // From here on the visit runs to its end, whatever stops: what was fetched is committed.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    const bool tells = job.kind == JobKind::robots;  // how long the host wants to rest
    const bool keeps = job.host.empty() ||           // its place to the end
                       (installed && !is_lease && rested && (tells || installed->chain.waits()));
    if (crowded)
        turn->leave_unused(crowded_pause);
    else if (!gate.is_open())
        turn->leave_unused(0s);
    else if (!keeps)
        turn->leave(gate.pause);

    bool stored = false;
    const bool ended = answer || answer.error().code != Errc::cancelled;
    if (!crowded && gate.kind == Gate::Kind::unknown)
        stored = co_await put_back(job);
    else if (turn->put_off() && !stopping_)
        stored = co_await postpone(job, *turn->put_off(), answer.error().what);
    else if (ended && is_lease)
        stored = co_await settle_lease(job, std::move(answer), took);
    else if (ended)
        stored = co_await settle(installed, job, caution, gate, std::move(answer), took);
    else if (installed && !stopping_ && !crowded)
        logger.info("visit put back, will ask again", {{"source", job.source}, {"why", answer.error().what}});
    if (!stored && !stopping_)
        co_await release(
            std::vector<std::int64_t>(1, job.id));  // a reload took the source away, or is about to bring it
    turn->leave(gate.pause);
    if (stored || !stopping_) in_flight_.erase(in_flight_.find(job.id));  // one of them
    tickets_.set(static_cast<std::int64_t>(in_flight_.size()));
    poll_ended(job.source);
    wake();
}

/// Is there no place aside for what it would bring? A job without a host fetches nothing, and is alone.
bool Ingest::is_crowded(const Installed& installed, const Job& job) const {
    const auto most = static_cast<std::size_t>(limits_.max_connections);
    return installed.chain.waits() && aside_ >= most && !job.host.empty();
}

asio::awaitable<Result<Response>> Ingest::fetch(const Installed& installed, const Job& job, Caution caution,
                                                Turn& turn) {
    if (caution >= Caution::no_fetch) co_return Error{Errc::network, "not fetched"};
    Result<Request> request = installed.source->request_for(job);
    if (!request) co_return request.error();
    co_return co_await context_.client.fetch_through(turn, std::move(*request));
}

/// A job whose host rests for long, or that was sent on to one, is visited when that is over.
asio::awaitable<bool> Ingest::postpone(const Job& job, SteadyTime until, std::string why) {
    logger.info("visit put off", {{"source", job.source}, {"why", why}});
    Outcome outcome = outcome_of(job, context_.clock.now());
    outcome.due = outcome.now + std::chrono::ceil<Duration>(until - context_.steady.now());
    VisitReport report;
    std::optional<Receipt> receipt = co_await commit(job, std::move(outcome), report);
    co_return receipt.has_value();
}

/// The hosts that rest since before the process was started.
asio::awaitable<void> Ingest::load_rests() {
    auto work = [this] { return context_.store.rests(context_.clock.now()); };
    Result<std::vector<Rest>> rests = co_await run_on(context_.store_thread, std::move(work));
    if (!rests) logger.error("which hosts rest is not known", {{"why", rests.error().what}});
    if (rests)
        for (const Rest& rest : *rests) observe(rest);
}

void Ingest::observe(const Rest& rest) {
    hosts_.rest(rest.host, context_.steady.now() + (rest.until - context_.clock.now()));
}

asio::awaitable<bool> Ingest::settle(std::shared_ptr<const Installed> installed, const Job& job, Caution caution,
                                     Gate& gate, Result<Response> answer, Duration took) {
    const bool waits = installed->chain.waits();
    const Aside aside(waits ? &aside_ : nullptr);
    if (waits) wake();  // its ticket is free
    ReadRoom::Place place = co_await (waits ? waiting_room_ : read_room_).take(answer ? answer->body.size() : 0);
    const Readings::Mark mark(context_.readings, job);
    Visited visited = co_await read(installed, job, caution, gate, answer);
    gate.pause = std::max(gate.pause, visited.pause);
    VisitReport report = report_of(job, answer, took, visited);
    unchanged_.add(visited.unchanged);
    answer = Error{Errc::cancelled, "read"};  // the body's bytes are free for another fetch
    place.hold(visited.memory);
    Slices slices(std::move(visited.outcome), std::move(visited.unread));
    const bool stored = co_await store(*installed, job, caution, std::move(slices), place, report);
    if (place.is_large()) co_await run_on(context_.cpu, [] { return malloc_trim(0); });  // back to the system
    if (!stored) co_return false;
    if (logger.writes(log::Level::debug)) logger.write(log::Level::debug, line_of(report));
    context_.settled(report);
    co_return true;
}

asio::awaitable<Visited> Ingest::read(std::shared_ptr<const Installed> installed, const Job& job, Caution caution,
                                      const Gate& gate, const Result<Response>& answer) {
    Pace pace;
    pace.min_interval = limits_.min_interval;
    pace.jitter = std::uniform_real_distribution<>(0, 1)(random_);
    const Visit visit{*installed->source, job, caution, context_.clock.now(), gate};
    auto work = [this, &visit, &answer, pace] {
        std::optional<Timed> timed;
        if (answer) timed.emplace(read_time_);
        const HeapMeasure heap;
        Visited visited = visited_by(visit, answer, pace);
        visited.memory = heap.bytes();
        return visited;
    };
    Visited visited = co_await run_on(context_.cpu, std::move(work));
    if (visited.log) logger.write(visited.degraded ? log::Level::warn : log::Level::info, *visited.log);
    if (visited.moved) logger.write(log::Level::info, *visited.moved);
    if (visited.outcome.rest) {
        observe(*visited.outcome.rest);
        logger.info("host rests", {{"host", visited.outcome.rest->host},
                                   {"until", format_rfc3339(visited.outcome.rest->until)},
                                   {"why", visited.outcome.rest->why}});
    }

    bool unchanged = answer && answer->status == 304;
    bool ok = unchanged ||
              (answer && (has_document(answer->status) || (answer->status == delta_status && visited.why.empty())));
    robots_.count(gate);
    if (answer && answer->pushed)
        count_push(visited);
    else if (job.kind == JobKind::robots)
        robots_.count_answer(visited.outcome.robots);
    else if (job.kind != JobKind::page)
        (!ok ? polls_failed_ : unchanged ? polls_unchanged_ : polls_ok_).add();
    else if (job.draft->intent == Intent::fetch_page)
        (ok ? pages_ok_ : pages_failed_).add();
    co_return visited;
}

asio::awaitable<bool> Ingest::store(const Installed& installed, const Job& job, Caution caution, Slices slices,
                                    ReadRoom::Place& place, VisitReport& report) {
    const std::uint64_t read = place.bytes();
    while (slices.left()) {
        const std::size_t most = context_.recorder.slice();
        Outcome slice;
        if (slices.reads()) {
            std::uint64_t made = 0;
            auto work = [&slices, &made, most] {
                const HeapMeasure heap;
                Outcome next = slices.next(most);
                made = heap.bytes();
                return next;
            };
            slice = co_await run_on(context_.cpu, work);
            place.hold(read + made);
        } else {
            slice = slices.next(most);
        }
        if (!co_await run_chain(installed, job, caution, slice)) co_return false;
        std::optional<Receipt> receipt = co_await commit(job, std::move(slice), report);
        if (!receipt) co_return false;
        add_receipt(report, *receipt);
        if (receipt->obsolete || !report.why.empty()) co_return true;  // the visit is over
        slices.stored(*receipt);
        if (slices.left() && stopping_) co_return false;  // the next start visits it again, and finds what is stored
    }
    co_return true;
}

asio::awaitable<std::optional<Receipt>> Ingest::commit(const Job& job, Outcome outcome, VisitReport& report) {
    // Should the store refuse this very outcome: the same visit later, nothing else touched.
    Outcome again = outcome_of(job, outcome.now);
    again.attempt = outcome.attempt;
    again.due = outcome.now + refused_pause;

    Result<Receipt> receipt = co_await context_.recorder.commit(std::move(outcome));
    if (!receipt && receipt.error().code != Errc::cancelled) {  // cancelled: the job ended meanwhile, or all does
        logger.error("outcome refused", {{"source", again.source}, {"why", receipt.error().what}});
        report.why = "the store refused what it caused: " + receipt.error().what;
        report.next = again.due;
        receipt = co_await context_.recorder.commit(std::move(again));
    }
    if (!receipt) co_return std::nullopt;
    count(*receipt);
    co_return std::move(*receipt);
}

void Ingest::count(const Receipt& receipt) {
    published_.add(receipt.published);
    updated_.add(receipt.updated);
    backfill_.add(receipt.backfill);
    unchanged_.add(receipt.unchanged);
    duplicates_.add(receipt.duplicates);
    dropped_.add(receipt.dropped);
    for (Duration delay : receipt.delays) delay_.observe(delay);
}

asio::awaitable<void> Ingest::release(std::vector<std::int64_t> jobs) {
    if (jobs.empty()) co_return;
    auto work = [this, &jobs] { return context_.store.release(jobs); };
    Result<void> released = co_await run_on(context_.store_thread, std::move(work));
    if (!released) logger.warn("jobs stay leased until the next start", {{"why", released.error().what}});
}

}  // namespace newsbus::ingest
