#include "service/daemon.h"

#include "async/run_on.h"
#include "base/log.h"
#include "ingest/next_due.h"
#include "ledger/roster.h"
#include "service/notify.h"

#include <spdlog/fmt/ranges.h>
#include <boost/asio/as_tuple.hpp>

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <limits>
#include <random>
#include <thread>
#include <utility>
#include <vector>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr auto pulse_interval = 1s;
constexpr auto bus_drain = 2s;
constexpr auto stop_deadline = 4500ms;  // the promise is 5 s

// How old the work of a thread may be (async/work_watch.h). The watchdog is fed until one is past its second bound;
// systemd waits for WatchdogSec= more. A store that answers within some seconds has a slow disk; reading a large
// document on a slow machine takes its time; plugins that wait have limits of their own, and ours are beyond them.
constexpr Workload::Bounds io_bounds{5s}, bus_bounds{5s, 5s}, loop_bounds{10s, 10s}, store_bounds{3s, 5s};
constexpr Workload::Bounds cpu_bounds{20s, 2min}, plugin_bounds{2min}, reader_bounds{4s};

constexpr log::Logger logger("service");

/// A pool whose threads carry `name`: a thread takes over the name of the one that makes it.
std::unique_ptr<asio::thread_pool> named_pool(const char* name, std::size_t threads) {
    char own[16] = "newsbus";
    pthread_getname_np(pthread_self(), own, sizeof own);
    pthread_setname_np(pthread_self(), name);
    auto pool = std::make_unique<asio::thread_pool>(threads);
    pthread_setname_np(pthread_self(), own);
    return pool;
}

/// As many as an operator reads.
void log_problems(const config::Loaded& loaded) {
    constexpr std::size_t most = 100;
    for (std::size_t i = 0; i < std::min(most, loaded.problems.size()); ++i) {
        const config::Problem& problem = loaded.problems[i];
        if (problem.severity == config::Severity::error)
            logger.error("reload refused", {{"why", problem.str()}});
        else
            logger.warn("configuration questioned", {{"why", problem.str()}});
    }
    if (loaded.problems.size() > most)
        logger.warn("more problems, `newsbus check` shows them", {{"count", loaded.problems.size() - most}});
}

/// How many sources /metrics shows one by one.
std::size_t shown_sources(config::SourceMetrics metrics) {
    if (metrics == config::SourceMetrics::automatic) return config::auto_source_metrics;
    return metrics == config::SourceMetrics::on ? std::numeric_limits<std::size_t>::max() : 0;
}

/// When the last message of the log was written; nothing when there is none.
std::optional<TimePoint> last_message_in(const std::filesystem::path& dir) {
    auto outbox = store::open_sqlite_outbox(dir);
    if (!outbox) return std::nullopt;
    auto bounds = (*outbox)->bounds();
    if (!bounds || bounds->last == 0) return std::nullopt;
    auto last = (*outbox)->read({.after = bounds->last - 1, .count = 1});
    return last && !last->empty() ? std::optional(last->back().time) : std::nullopt;
}

}  // namespace

Daemon::Daemon(boost::asio::io_context& io, Options options, Counters& counters)
    : io_(io),
      options_(std::move(options)),
      counters_(counters),
      reload_good_(counters.gauge("newsbus_config_last_reload_successful",
                                  "1 when the last attempt to load the configuration was applied, 0 when refused")),
      reload_time_(counters.gauge("newsbus_config_last_reload_success_timestamp_seconds",
                                  "When the configuration in force was applied, in seconds since 1970")),
      io_turns_(work_.at(io_thread, io_bounds)),
      loop_turns_(work_.at("ingest", loop_bounds)),
      bus_turns_(work_.at("bus", bus_bounds)),
      signals_(io, SIGTERM, SIGINT, SIGHUP),
      cpu_(named_pool("nb-cpu", std::max(1u, std::thread::hardware_concurrency()))),
      store_thread_(named_pool("nb-store", 1)),
      on_cpu_(watched(cpu_->get_executor(), work_.at("cpu", cpu_bounds))),
      on_store_(watched(store_thread_->get_executor(), work_.at("store", store_bounds))),
      watch_(io.get_executor()),
      commands_(io.get_executor(), commands()),
      loop_(io.get_executor()),
      recording_(io.get_executor()),
      beside_(io.get_executor()) {}

Daemon::~Daemon() {
    callback_.reset();
    control_.reset();
    delivery_.set(bus::sink_name, nullptr);
    cpu_->join();
    store_thread_->join();
}

Result<void> Daemon::open_store(const store::Options& options) {
    store::Options real = options;
    real.boot = &BootClock::machine();
    auto store = store::open_sqlite_store(real, clock_.now());
    if (!store) return store.error();
    store_ = std::move(*store);
    if (const std::string& why = store_->new_epoch(); !why.empty())
        logger.warn("a new epoch of the log begins, numbers may be given out again", {{"why", why}});
    auto appended = [this] { delivery_.wake(); };
    upkeep_ = std::make_unique<Upkeep>(io_.get_executor(), on_store_, *store_, delivery_, traffic_, clock_,
                                       SteadyClock::machine(), last_message_in(options.dir));
    recorder_ = std::make_unique<ingest::Recorder>(io_.get_executor(), on_store_, *store_, appended, counters_);
    return {};
}

Result<void> Daemon::start_bus(const bus::Options& options) {
    auto outbox = store::open_sqlite_outbox(config_.state.dir);
    if (!outbox) return outbox.error();
    auto bus = bus::Bus::start(options, std::move(*outbox), delivery_.on_sent(bus::sink_name), counters_);
    if (!bus) return bus.error();
    bus_ = bus->get();
    delivery_.set(bus::sink_name, std::move(*bus));
    return {};
}

Result<std::unique_ptr<Control>> Daemon::start_control(const std::string& address) {
    if (address.empty()) return std::unique_ptr<Control>();
    auto outbox = store::open_sqlite_outbox(config_.state.dir);
    if (!outbox) return outbox.error();
    auto picture = std::make_unique<Picture>(std::move(*outbox), work_.at("reader", reader_bounds));
    return Control::start(address, std::move(picture), condition_, counters_, options_.version, commands_);
}

Result<void> Daemon::apply_http(const http::Options& configured) {
    http::Options options = configured;
    options.max_in_flight /= 2;  // the other half is for what a large body becomes while it is read
    if (client_) return client_->apply(options);
    auto client = http::Client::make(io_.get_executor(), options, counters_);
    if (!client) return client.error();
    client_ = std::move(*client);
    auto settled = [this](const ingest::VisitReport& report) {
        roundup_.add(report);
        watch_.add(report);
    };
    auto plugin_thread = [this](const std::string& plugin, asio::any_io_executor thread) {
        return watched(std::move(thread), work_.at("plugin " + plugin, plugin_bounds));
    };
    readings_ = std::make_unique<ingest::Readings>(config_.state.dir);
    ingest_ = std::make_unique<ingest::Ingest>(ingest::Ingest::Context{
        io_.get_executor(), on_cpu_, on_store_, *store_, *recorder_, *client_, clock_, SteadyClock::machine(),
        counters_, settled, std::random_device{}(), readings_.get(), plugin_thread, on_subscription(), &traffic_});
    return {};
}

Result<void> Daemon::apply_bus(const bus::Options& options) {
    if (bus_ && bus_->apply(options)) return {};
    if (bus_) bus_->drain(bus_drain);
    condition_.set_bound(false);
    bus_ = nullptr;
    delivery_.set(bus::sink_name, nullptr);  // the new one may want the same endpoints
    Result<void> started = start_bus(options);
    if (started) condition_.set_bound(true);
    return started;  // there is none after a reload that failed and could not be undone: pulse() starts it anew
}

asio::awaitable<Result<void>> Daemon::apply_store(const config::Config& next) {
    std::vector<ledger::ConfiguredSource> rows;
    for (const source::Options& source : next.sources)
        rows.push_back({source.id, source.url, source.previous_id, source.name,
                        source.websub ? next.http.callback_url : std::string()});
    ledger::FirstPolls first{clock_.now(), ingest::first_polls_apart(next.http.max_connections)};
    auto work = [this, &next, &rows, first]() -> Result<std::vector<store::SourceStatus>> {
        if (auto good = store_->set_policy(next.policy); !good) return good.error();
        if (auto good = store_->set_sources(rows, first); !good) return good.error();
        return store_->sources();
    };
    Result<std::vector<store::SourceStatus>> sources = co_await run_on(on_store_, std::move(work));
    if (!sources) co_return sources.error();
    roundup_.begin(*sources, first.begin, std::chrono::steady_clock::now());
    co_return Result<void>();
}

asio::awaitable<Result<void>> Daemon::apply(Prepared prepared) {
    config::Config next = std::move(prepared.loaded.config);
    bool new_control = !ingest_ || next.control_listen != config_.control_listen;
    Result<std::unique_ptr<Control>> control = std::unique_ptr<Control>();
    if (new_control) control = start_control(next.control_listen);
    if (!control) co_return control.error();
    Result<std::unique_ptr<Callback>> callback = start_callback(next.http);
    if (!callback) co_return callback.error();

    bool first = !ingest_;
    Result<void> done = apply_http(next.http);
    if (done) done = apply_bus(next.bus);
    if (done) done = co_await apply_store(next);
    if (!done) {
        if (!first)
            for (const Result<void>& back : {apply_http(config_.http), apply_bus(config_.bus)})
                if (!back) logger.error("the old configuration cannot be put back", {{"why", back.error().what}});
        co_return done.error();
    }
    if (new_control) control_ = std::move(*control);
    config_ = std::move(next);
    co_await use_callback(std::move(*callback));
    if (control_) control_->show_sources(shown_sources(config_.source_metrics));
    plugins_.watch(prepared.installation);
    ingest_->apply(std::move(prepared.installation), config_.http);
    condition_.applied(clock_.now());
    reload_good_.set(1);
    reload_time_.set(std::chrono::duration_cast<std::chrono::seconds>(clock_.now().time_since_epoch()).count());
    logger.info("configuration applied",
                {{"sources", config_.sources.size()}, {"chain", fmt::format("{}", fmt::join(config_.chain, ","))}});
    co_return Result<void>();
}

asio::awaitable<Result<void>> Daemon::run(Prepared prepared) {
    config_.state = prepared.loaded.config.state;
    if (auto opened = open_store(config_.state); !opened) co_return opened.error();
    if (auto applied = co_await apply(std::move(prepared)); !applied) co_return applied.error();
    if (options_.now) {
        auto work = [this] { return store_->make_all_due(clock_.now()); };
        Result<void> due = co_await run_on(on_store_, std::move(work));
        if (!due) co_return due.error();
    }
    recording_.spawn("recorder", recorder_->run());
    loop_.spawn("ingest", ingest_->run());
    beside_.spawn("pulse", pulse());
    beside_.spawn("trim", upkeep_->trim());
    condition_.set_phase(Condition::Phase::running);
    show_status("");
    notify_ready();
    co_await handle_signals();
    co_await stop();
    co_return Result<void>();
}

asio::awaitable<void> Daemon::handle_signals() {
    for (;;) {
        auto [failed, signal] = co_await signals_.async_wait(quietly);
        if (failed || signal != SIGHUP) {
            logger.info("stopping", {{"signal", signal == SIGINT ? "INT" : "TERM"}});
            co_return;
        }
        co_await reload();
    }
}

asio::awaitable<void> Daemon::reload() {
    notify_reloading();
    auto read = [this] { return prepare(options_.config_file, options_.data_dir, counters_); };
    Prepared prepared = co_await run_on(on_cpu_, std::move(read));
    const store::Options& state = prepared.loaded.config.state;
    if (prepared.loaded.has_main && state != config_.state)
        prepared.loaded.add(state.dir != config_.state.dir                       ? "state/dir"
                            : state.retention.age != config_.state.retention.age ? "state/retention"
                                                                                 : "state/retention_size",
                            "[state] cannot change while the daemon runs: restart it");
    log_problems(prepared.loaded);
    if (prepared.loaded.usable()) {
        auto applied = co_await apply(std::move(prepared));
        if (!applied) {
            logger.error("reload refused, the old configuration stays", {{"why", applied.error().what}});
            refuse(applied.error().what, 0);
        }
    } else {
        std::vector<config::Problem> errors = std::move(prepared.loaded.problems);
        std::erase_if(errors, [](const auto& problem) { return problem.severity != config::Severity::error; });
        refuse(errors.front().str(), errors.size() - 1);
    }
    show_status(condition_.trouble());
    notify_ready();
}

/// Keeps it in sight until the next good reload.
void Daemon::refuse(const std::string& why, std::size_t more) {
    condition_.refused(clock_.now(), more == 0 ? why : fmt::format("{} (and {} more)", why, more));
    reload_good_.set(0);
}

void Daemon::show_status(const std::string& trouble) {
    std::string text = trouble.empty() ? fmt::format("{} sources, sent up to {}", config_.sources.size(),
                                                     delivery_.saved(bus::sink_name))
                                       : trouble;
    if (std::string why = condition_.config().refused; !why.empty()) text += "; reload refused: " + why;
    notify_status(text);
}

asio::awaitable<void> Daemon::stop() {
    condition_.set_phase(Condition::Phase::stopping);
    notify_stopping();
    beside_.spawn("deadline", give_up_late());
    callback_.reset();
    commands_.stop();
    co_await commands_.join();
    loop_.cancel();
    co_await loop_.join();
    recorder_->stop();
    co_await recording_.join();
    delivery_.drain(bus_drain);
    co_await upkeep_->save_cursors();
    co_await upkeep_->save_traffic();
    beside_.cancel();
    co_await beside_.join();
    control_.reset();
    logger.info("stopped");
}

asio::awaitable<void> Daemon::give_up_late() {
    asio::steady_timer deadline(io_, stop_deadline);
    auto [cancelled] = co_await deadline.async_wait(quietly);
    if (cancelled) co_return;
    logger.warn(
        "not drained in time; what is not committed is fetched again, what is not sent is sent at the next start");
    log::flush();
    std::_Exit(0);
}

/// What is wrong besides threads that are stuck; "" = nothing.
std::string Daemon::trouble(const Result<void>& has_bus) const {
    if (!has_bus) return "there is no bus: " + has_bus.error().what;
    if (recorder_->trouble()) return "the store refuses commits: " + recorder_->trouble()->what;
    if (!ingest_->trouble().empty()) return "no jobs can be claimed: " + ingest_->trouble();
    if (auto refusal = recorder_->refusal()) return "the store refuses what visits bring: " + refusal->what;
    if (std::string why = upkeep_->trouble(); !why.empty()) return why;
    return plugins_.trouble();
}

/// A line when one gets stuck, a line when it goes on.
void Daemon::log_stuck_threads() {
    for (const WorkWatch::Change& change : work_.changes()) {
        auto seconds = std::chrono::duration_cast<std::chrono::seconds>(change.age).count();
        if (change.late)
            logger.error("no progress", {{"thread", change.name}, {"seconds", seconds}});
        else
            logger.info("progress again", {{"thread", change.name}, {"after_seconds", seconds}});
    }
}

asio::awaitable<void> Daemon::save_cursors() {
    saving_ = true;
    co_await upkeep_->save_cursors();
    saving_ = false;
}

/// Once a second, whatever the other threads do: how are they? Has the cursors saved on the way. The watchdog is fed
/// unless one makes no progress at all; that it is slow is no reason to end it.
asio::awaitable<void> Daemon::pulse() {
    asio::steady_timer timer(io_);
    std::uint64_t turns = 0;
    for (;;) {
        io_turns_->turn();
        timer.expires_after(pulse_interval);
        auto [cancelled] = co_await timer.async_wait(quietly);
        if (cancelled) co_return;
        log_stuck_threads();
        if (!saving_) beside_.spawn("cursors", save_cursors());
        Result<void> has_bus = bus_ ? Result<void>() : apply_bus(config_.bus);
        if (delivery_.silent().empty()) bus_turns_->turn();
        bool loop_turns = std::exchange(turns, ingest_->turns()) != ingest_->turns();
        if (loop_turns || ingest_->is_claiming()) loop_turns_->turn();  // else it is the store that hangs
        if (auto line = roundup_.take(std::chrono::steady_clock::now())) logger.write(log::Level::info, *line);
        if (std::ranges::none_of(work_.ages(), &WorkWatch::Age::dead)) feed_watchdog();
        condition_.set(trouble(has_bus));
        show_status(condition_.trouble());
    }
}

Result<void> run(const Options& options, Prepared prepared, Counters& counters) {
    pthread_setname_np(pthread_self(), "newsbus");
    log_problems(prepared.loaded);
    std::signal(SIGPIPE, SIG_IGN);
    boost::asio::io_context io(1);
    Daemon daemon(io, options, counters);
    Result<void> result;
    TaskGroup tasks(io.get_executor());
    auto main = [](Daemon& the_daemon, Prepared first, Result<void>& out) -> asio::awaitable<void> {
        out = co_await the_daemon.run(std::move(first));
    };
    tasks.spawn("daemon", main(daemon, std::move(prepared), result));
    io.run();
    return result;
}

}  // namespace newsbus::service
