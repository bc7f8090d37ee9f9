#include "network.h"

#include "url/host.h"

#include <spdlog/fmt/fmt.h>
#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace newsbus::simulation {
namespace {

constexpr Duration timeout = std::chrono::seconds(30);

}  // namespace

/// One visit of a host, however it ends.
class Network::Visit {
public:
    Visit(Network& network, const std::string& host) : network_(network), host_(host) {
        ++network_.in_flight_;
        Host& state = network_.hosts_[host_];
        const SteadyTime now = network_.agenda_.steady.now();
        const http::Options& limits = network_.limits_;
        if (++state.busy > limits.max_per_host)
            network_.agenda_.fail(fmt::format("{} is asked {} times at once", host_, state.busy));
        if (state.last && now - *state.last < limits.host_pause)
            network_.agenda_.fail(fmt::format("{} is asked again before its pause is over", host_));
        if (network_.in_flight_ > static_cast<std::size_t>(limits.max_connections))
            network_.agenda_.fail(fmt::format("{} requests at once", network_.in_flight_));
    }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    ~Visit() {
        --network_.in_flight_;
        Host& state = network_.hosts_[host_];
        --state.busy;
        state.last = network_.agenda_.steady.now();
    }

private:
    Network& network_;
    std::string host_;
};

Site* Network::site_of(const Url& url) {
    const std::string_view path = url.path();
    if (!path.starts_with("/")) return nullptr;
    auto site = std::ranges::find(sites_, path.substr(1, path.find('/', 1) - 1), &Site::id);
    return site == sites_.end() ? nullptr : &*site;
}

Answer Network::answer(const Request& request) {
    Site* site = site_of(request.url);
    if (!site) {
        Answer none;
        none.status = 404;
        return none;
    }
    const bool feed = request.accept.starts_with("application/atom") && site->is_feed(request.url);
    if (feed) asked(*site, request);
    Answer answer =
        feed ? site->answer_feed(request, agenda_.true_time()) : site->answer_page(request, agenda_.true_time());
    if (answer.delay > timeout) {
        answer = Answer();
        answer.why = "no answer within 30s";
        answer.delay = timeout;
    }
    agenda_.tell(site->id(),
                 fmt::format("GET {}{} -> {} in {}{}{}", request.url.path(),
                             request.validators.etag.empty() ? "" : " if not " + request.validators.etag, answer.status,
                             format_duration(answer.delay), answer.document && !answer.whole ? ", cut" : "",
                             answer.retry_after ? ", retry after " + format_duration(*answer.retry_after) : ""));
    Answer& kept = (feed ? feeds_[site->id()] : pages_[plain_link(request.url.str())]);
    kept = answer;
    kept.body.clear();
    kept.at = agenda_.true_time() + answer.delay;
    return answer;
}

asio::awaitable<Result<Response>> Network::fetch(asio::any_io_executor io, Request request) {
    Visit visit(*this, politeness_host(request.url));
    Answer answer = this->answer(request);
    Timer timer(std::move(io), agenda_.steady);
    timer.expires_after(answer.delay);
    co_await timer.wait();
    auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return Error{Errc::cancelled, "cancelled"};
    fetched();
    if (answer.status == 0)
        co_return Error{answer.delay == timeout ? Errc::timeout : Errc::network, request.url.str() + ": " + answer.why};
    Response response;
    response.status = answer.status;
    response.headers = std::move(answer.headers);
    response.bytes_received = answer.body.size();
    response.body = std::move(answer.body);
    response.url = answer.hops.empty() ? request.url : answer.hops.back().to;
    response.redirects = answer.hops;
    response.took = answer.delay;
    co_return response;
}

}  // namespace newsbus::simulation
