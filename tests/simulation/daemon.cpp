#include "daemon.h"

#include "ledger/roster.h"
#include "plugins/host/chain.h"
#include "source/source.h"
#include "witness.h"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;

/// Drops adverts, and fails on every story whose number ends in 7.
class Picky final : public plugins::Plugin {
public:
    Result<plugins::Verdict> process(Article& article) override {
        if (article.headline.starts_with("Advert")) return plugins::Verdict::drop;
        if (article.headline.find("7 of") != std::string::npos) return Error{Errc::plugin, "does not like sevens"};
        return plugins::Verdict::keep;
    }
};

}  // namespace

std::unique_ptr<Daemon> Daemon::start(Parts parts) {
    store::Options options = parts.store_options;
    options.boot = &parts.agenda;
    auto store = store::open_memory_store(parts.disk, options, parts.agenda.now());
    if (parts.bug) store = parts.bug->before_store(std::move(store));
    store = std::make_unique<Witness>(std::move(store), parts.model, parts.committing);
    std::vector<ledger::ConfiguredSource> rows;
    for (const Site& site : parts.sites) rows.push_back({site.id(), site.options().url, "", ""});
    const ledger::FirstPolls first{parts.agenda.now(), ingest::first_polls_apart(parts.limits.max_connections)};
    if (!store->set_policy(parts.policy) || !store->set_sources(rows, first)) return nullptr;
    parts.model.started();
    return std::unique_ptr<Daemon>(new Daemon(std::move(parts), std::move(store)));
}

// Few, so that most visits are stored in slices and most batches are full.
const ingest::CommitPace most_in_a_commit(3, 3);

Daemon::Daemon(Parts parts, std::unique_ptr<store::Store> store)
    : parts_(std::move(parts)),
      thread_(parts_.agenda, io_, parts_.disk_delay),
      store_(std::move(store)),
      outbox_(store::open_memory_outbox(parts_.disk)),
      wire_(parts_.network, io_.get_executor(), parts_.bug),
      recorder_(
          io_.get_executor(), thread_.executor(), *store_, [this] { delivery_.wake(); }, counters_,
          parts_.agenda.steady, std::chrono::seconds(1), most_in_a_commit),
      traffic_(parts_.agenda),
      ingest_({io_.get_executor(),
               io_.get_executor(),
               thread_.executor(),
               *store_,
               recorder_,
               wire_,
               parts_.agenda,
               parts_.agenda.steady,
               counters_,
               [](const ingest::VisitReport&) {},
               parts_.seed,
               nullptr,
               {},
               {},
               &traffic_}),
      upkeep_(io_.get_executor(), thread_.executor(), *store_, delivery_, traffic_, parts_.agenda,
              parts_.agenda.steady),
      loop_(io_.get_executor()),
      recording_(io_.get_executor()),
      beside_(io_.get_executor()),
      closing_(io_.get_executor()) {
    if (parts_.bug) outbox_ = parts_.bug->before_outbox(std::move(outbox_));
    delivery_.set("zeromq", std::make_unique<Bus>(parts_.agenda, parts_.audience, parts_.log, *outbox_,
                                                  delivery_.on_sent("zeromq"), counters_));
    ingest_.apply(installation(), parts_.limits);
    recording_.spawn("recorder", recorder_.run());
    loop_.spawn("ingest", ingest_.run());
    beside_.spawn("pulse", pulse());
    beside_.spawn("trim", upkeep_.trim());
}

Daemon::~Daemon() {
    delivery_.set("zeromq", nullptr);
    thread_.clear();
    io_.shutdown();
}

ingest::Installation Daemon::installation() {
    auto picky = std::make_shared<plugins::Link>("picky", std::make_unique<Picky>(), plugins::OnError::keep, counters_);
    ingest::Installation made;
    for (const Site& site : parts_.sites) {
        auto installed = std::make_shared<ingest::Installed>();
        installed->source = source::make_source(site.options());
        installed->chain.stages.push_back({false, {picky}});
        made.emplace(site.id(), std::move(installed));
    }
    return made;
}

/// service::Daemon::pulse(), as far as it changes anything.
asio::awaitable<void> Daemon::pulse() {
    auto cancelled = co_await asio::this_coro::cancellation_state;
    co_await asio::this_coro::throw_if_cancelled(false);
    Timer timer(io_.get_executor(), parts_.agenda.steady);
    for (;;) {
        timer.expires_after(1s);
        co_await timer.wait();
        if (cancelled.cancelled() != asio::cancellation_type::none) co_return;
        if (!delivery_.unsaved().empty()) co_await upkeep_.save_cursors();
    }
}

void Daemon::stop() {
    closing_.spawn("close", close());
}

/// service::Daemon::stop().
asio::awaitable<void> Daemon::close() {
    loop_.cancel();
    co_await loop_.join();
    recorder_.stop();
    co_await recording_.join();
    delivery_.drain(2s);
    co_await upkeep_.save_cursors();
    co_await upkeep_.save_traffic();
    beside_.cancel();
    co_await beside_.join();
    stopped_ = true;
}

}  // namespace newsbus::simulation
