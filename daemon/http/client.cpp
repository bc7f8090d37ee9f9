#include "http/client.h"

#include "http/cookies.h"
#include "http/metrics.h"
#include "http/multi.h"
#include "http/redirect.h"
#include "http/waiting.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace newsbus::http {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

/// What does not change during one fetch. A reload during it applies to the next.
struct Terms {
    std::shared_ptr<const Settings> settings;
    std::vector<Network> allowed;  ///< the client's networks and the source's
};

/// What goes on from hop to hop.
struct Progress {
    TimeLimits limits;
    Cookies cookies;
    Passage* passage;
    std::chrono::nanoseconds cpu{0};
    std::optional<Attempt> attempt = {};  ///< the last one; nothing when no request was sent
};

/// How a hop is asked for: what the attempt before it taught.
struct Manner {
    bool decodes = true;
    Line::Ticket ticket = 0;
    bool operator==(const Manner&) const = default;
};

class CurlClient final : public Client {
public:
    CurlClient(asio::any_io_executor io, Counters& counters)
        : io_(std::move(io)),
          metrics_(counters),
          budget_(Budget::make(0, metrics_.budget_bytes)),
          line_(std::make_shared<Line>(*budget_, metrics_.paused, metrics_.pauses)) {
        auto settle = [io = io_, weak = std::weak_ptr<Line>(line_)] {
            asio::post(io, [weak] {
                if (auto line = weak.lock()) line->settle();
            });
        };
        budget_->on_return(std::move(settle));
    }
    ~CurlClient() override { budget_->on_return({}); }  // accounts may live longer

    Result<void> start() {
        Result<std::shared_ptr<Multi>> multi = Multi::make(io_, [line = line_] { line->settle(); });
        if (!multi) return multi.error();
        multi_ = std::move(*multi);
        return {};
    }

    Result<void> apply(const Options& options) override {
        Result<Settings> settings = Settings::make(options);
        if (!settings) return settings.error();
        settings_ = std::make_shared<const Settings>(std::move(*settings));
        budget_->set_limit(options.max_in_flight);
        multi_->keep_connections(4L * options.max_connections);  // by hosts, which come back, not by handles
        return {};
    }

    asio::awaitable<Result<Response>> fetch(Request request) override { return measured(std::move(request), nullptr); }
    asio::awaitable<Result<Response>> fetch_through(Passage& passage, Request request) override {
        return measured(std::move(request), &passage);
    }
    void watch(std::function<void(Hop)> watcher) override { watcher_ = std::move(watcher); }

    std::shared_ptr<void> charge(std::uint64_t bytes) override {
        std::shared_ptr<Budget::Account> account = budget_->open();
        account->take(bytes, true);
        account->close();
        return account;
    }

private:
    Result<Terms> terms_of(const Request& request) const;
    asio::awaitable<Result<Response>> measured(Request request, Passage* passage);
    asio::awaitable<Result<Response>> follow_hops(Request request, Passage* passage);
    asio::awaitable<Result<Response>> hop(const Request& request, const Terms& terms, Progress& progress);
    asio::awaitable<Result<Response>> attempt(const Request& request, const Terms& terms, Progress& progress,
                                              Manner& manner);
    asio::awaitable<Result<void>> wait_for_lead(const Request& request, Waiting& waiting, TimeLimits& limits);

    asio::any_io_executor io_;
    Metrics metrics_;
    std::shared_ptr<Budget> budget_;
    std::shared_ptr<Line> line_;
    std::shared_ptr<Multi> multi_;
    std::shared_ptr<const Settings> settings_;
    std::function<void(Hop)> watcher_;
};

/// Tells the watcher of a transfer when it ends.
class Watched {
public:
    Watched(const std::function<void(Hop)>& watcher, Transfer& transfer) : watcher_(watcher), transfer_(transfer) {
        if (watcher_) transfer_.record();
    }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;
    ~Watched() {
        if (watcher_) watcher_(transfer_.recorded());
    }

private:
    const std::function<void(Hop)>& watcher_;
    Transfer& transfer_;
};

/// Keeps of a transfer, when it ends, what the passage is told.
class Noted {
public:
    Noted(std::optional<Attempt>& attempt, const Transfer& transfer) : attempt_(attempt), transfer_(transfer) {}
    Noted(const Noted&) = delete;
    Noted& operator=(const Noted&) = delete;
    ~Noted() { attempt_ = transfer_.attempt(); }

private:
    std::optional<Attempt>& attempt_;
    const Transfer& transfer_;
};

/// A fetch that waits for room was not done: whoever asked asks again. Any other delay is the server's.
Error overdue(const Request& request, const TimeLimits& limits, std::string_view stage, const std::string& why) {
    const Errc code = limits.is_paused() ? Errc::cancelled : Errc::timeout;
    return {code, fmt::format("{}: {}{}", shown(request.url), stage, why)};
}

/// Where the answer sends the request. A form may hold a secret: it goes on only where its method does, and from https
/// to https.
Result<std::optional<Url>> next_hop(const Request& request, const Response& answer, Trail& trail,
                                    const Cookies& cookies) {
    if (request.form && !keeps_form(answer.status)) return std::optional<Url>();
    auto next = trail.next(answer, cookies.changes());
    if (request.form && next && *next && request.url.scheme() == "https" && (*next)->scheme() != "https")
        return Error{Errc::network, shown(request.url) + ": redirect: from https to http, where no form is sent"};
    return next;
}

Result<Terms> CurlClient::terms_of(const Request& request) const {
    if (!request.url.is_http()) return Error{Errc::network, shown(request.url) + ": only http and https are fetched"};
    Terms terms{settings_, settings_->allowed};
    for (const std::string& text : request.allow_networks) {
        Result<Network> network = Network::parse(text);
        if (!network) return std::move(network.error()).within("allow_networks");
        terms.allowed.push_back(*network);
    }
    return terms;
}

asio::awaitable<Result<Response>> CurlClient::measured(Request request, Passage* passage) {
    Metrics::Running running(metrics_);
    const SteadyTime begin = steady_clock::now();
    Result<Response> result = co_await follow_hops(std::move(request), passage);
    metrics_.count(result, steady_clock::now() - begin);
    co_return std::move(result);
}

asio::awaitable<Result<Response>> CurlClient::follow_hops(Request request, Passage* passage) {
    Result<Terms> terms = terms_of(request);
    if (!terms) co_return terms.error();
    const Options& options = terms->settings->options;
    const SteadyTime begin = steady_clock::now();
    const Url start = request.url;
    const Validators validators = request.validators;
    Progress progress{TimeLimits(request.timeout > Duration::zero() ? request.timeout : options.timeout, begin),
                      Cookies(request), passage};
    Trail trail(start, std::min(options.max_redirects, request.most_redirects.value_or(options.max_redirects)),
                request.most_redirects.has_value());
    std::uint64_t received = 0;
    while (true) {
        progress.limits.hop_begins(steady_clock::now());
        Result<Response> answer = co_await hop(request, *terms, progress);
        Result<std::optional<Url>> next = answer ? next_hop(request, *answer, trail, progress.cookies) : answer.error();
        if (!next) {
            if (trail.redirects().empty()) co_return next.error();
            co_return Error(next.error()).within(fmt::format("{}: redirected", shown(start)));
        }
        received += answer->bytes_received;
        if (!*next) {
            answer->redirects = trail.redirects();
            answer->bytes_received = received;
            answer->took = std::chrono::duration_cast<Duration>(steady_clock::now() - begin);
            co_return std::move(answer);
        }
        metrics_.redirects.add();
        if (passage) {
            progress.limits.pause(steady_clock::now());
            Result<void> entered = co_await passage->enter(**next);
            progress.limits.resume(steady_clock::now());
            if (!entered) co_return Error(entered.error()).within(fmt::format("{}: redirected", shown(start)));
        }
        request = follow(std::move(request), std::move(**next));
        request.validators = validators_at(validators, start, request.url);
    }
}

/// A body that is not compressed as its label says, plain text most often, is asked for once more and taken as it
/// comes. So is one that found no room among the bodies in flight, when it is the first in line: then it has room.
asio::awaitable<Result<Response>> CurlClient::hop(const Request& request, const Terms& terms, Progress& progress) {
    std::optional<Waiting> waiting;
    Manner manner;
    while (true) {
        const Manner before = manner;
        Result<Response> answer = co_await attempt(request, terms, progress, manner);
        if (progress.passage && progress.attempt) {
            progress.attempt->given_up = !answer && answer.error().code == Errc::cancelled;
            progress.passage->attempted(*progress.attempt);
        }
        if (manner == before) co_return std::move(answer);
        if (manner.ticket != before.ticket) {
            waiting.emplace(*line_, manner.ticket, io_);
            Result<void> first = co_await wait_for_lead(request, *waiting, progress.limits);
            if (!first) co_return first.error();
        }
        progress.limits.hop_begins(steady_clock::now());
    }
}

/// `manner` says how to ask, and is told of what should be another way.
asio::awaitable<Result<Response>> CurlClient::attempt(const Request& request, const Terms& terms, Progress& progress,
                                                      Manner& manner) {
    asio::steady_timer wake(io_);
    auto& [limits, cookies, passage, cpu, noted] = progress;
    noted.reset();
    Transfer::Context context{request, *terms.settings, terms.allowed,  *line_,       limits, multi_->cpu(),
                              cpu,     budget_->open(), manner.decodes, manner.ticket};
    Transfer transfer(std::move(context), [&wake] { wake.cancel(); });
    if (Result<void> ready = transfer.prepare(); !ready) co_return ready.error();
    cookies.lend(transfer.easy());
    Watched watched(watcher_, transfer);
    Noted note(noted, transfer);
    {
        Enrolled enrolled(*multi_, transfer);
        while (!transfer.done()) {
            if (auto why = limits.overdue(steady_clock::now()))
                co_return overdue(request, limits, transfer.stage(), *why);
            wake.expires_at(limits.next_check());
            co_await wake.async_wait(asio::as_tuple(asio::use_awaitable));
            auto state = co_await asio::this_coro::cancellation_state;
            if (!transfer.done() && state.cancelled() != asio::cancellation_type::none)
                co_return Error{Errc::cancelled, shown(request.url) + ": cancelled"};
        }
    }
    metrics_.connections.add(transfer.connections());
    cookies.take(transfer.easy());
    if (transfer.mislabelled()) manner.decodes = false;
    if (transfer.crowded_out() != 0) manner.ticket = transfer.crowded_out();
    co_return transfer.take();
}

asio::awaitable<Result<void>> CurlClient::wait_for_lead(const Request& request, Waiting& waiting, TimeLimits& limits) {
    limits.pause(steady_clock::now());
    while (!waiting.is_first()) {
        if (auto why = limits.overdue(steady_clock::now())) co_return overdue(request, limits, "", *why);
        waiting.timer().expires_at(limits.next_check());
        co_await waiting.timer().async_wait(asio::as_tuple(asio::use_awaitable));
        auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none)
            co_return Error{Errc::cancelled, shown(request.url) + ": cancelled"};
    }
    limits.resume(steady_clock::now());
    co_return Result<void>();
}

}  // namespace

Result<std::unique_ptr<Client>> Client::make(asio::any_io_executor io, const Options& options, Counters& counters) {
    auto client = std::make_unique<CurlClient>(std::move(io), counters);
    if (Result<void> started = client->start(); !started) return started.error();
    if (Result<void> applied = client->apply(options); !applied) return applied.error();
    return Result<std::unique_ptr<Client>>(std::move(client));
}

}  // namespace newsbus::http
