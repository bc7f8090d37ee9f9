// Where the daemon hears from hubs (service/callback.h).
#include "async/run_on.h"
#include "base/log.h"
#include "service/daemon.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace newsbus::service {
namespace {

constexpr log::Logger logger("service");

std::uint64_t max_body_of(const config::Config& config, const std::string& source) {
    for (const source::Options& options : config.sources)
        if (options.id == source && options.max_body > 0) return options.max_body;
    return config.http.max_body;
}

}  // namespace

/// Listens at the configured address; when it does already, or there is none, that is nothing.
Result<std::unique_ptr<Callback>> Daemon::start_callback(const http::Options& next) {
    Callback::register_counters(counters_);
    if (next.callback.empty() || (callback_ && callback_->configured_address() == next.callback))
        return std::unique_ptr<Callback>();
    Callback::Hooks hooks;
    hooks.push = [this](std::string source, Response sent) { ingest_->push(std::move(source), std::move(sent)); };
    hooks.hear = [this](std::string source, std::string token, source::Verification said) {
        ingest_->hear(std::move(source), std::move(token), std::move(said));
    };
    Callback::Limits limits;
    limits.max_bytes = next.max_in_flight / 4;
    return Callback::start(io_.get_executor(), next.callback, std::move(hooks), counters_, limits);
}

/// Puts what start_callback() gave into force, with the subscriptions that are stored.
asio::awaitable<void> Daemon::use_callback(std::unique_ptr<Callback> started) {
    if (config_.http.callback.empty()) callback_.reset();
    if (started) callback_ = std::move(started);
    if (!callback_) co_return;
    auto work = [this] { return store_->subscriptions(); };
    auto subscriptions = co_await run_on(on_store_, std::move(work));
    if (!subscriptions) {
        logger.warn("subscriptions are unknown until hubs are asked", {{"why", subscriptions.error().what}});
        co_return;
    }
    std::map<std::string_view, std::uint64_t> bounds;
    for (const source::Options& options : config_.sources)
        if (options.max_body > 0) bounds.emplace(options.id, options.max_body);
    std::vector<Awaited> all;
    for (store::Subscription& subscription : *subscriptions) {
        const auto own = bounds.find(subscription.source);
        const std::uint64_t most = own == bounds.end() ? config_.http.max_body : own->second;
        all.push_back({std::move(subscription), most});
    }
    callback_->set(std::move(all), config_.http.callback_url);
}

std::function<void(store::Subscription)> Daemon::on_subscription() {
    return [this](store::Subscription subscription) {
        if (!callback_) return;
        const std::uint64_t most = max_body_of(config_, subscription.source);
        callback_->set_one({std::move(subscription), most});
    };
}

}  // namespace newsbus::service
