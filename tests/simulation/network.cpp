#include "network.h"

#include "url/host.h"
#include "url/origin.h"

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
    Visit(Network& network, const Url& url) : network_(network), host_(politeness_host(url)), origin_(origin_of(url)) {
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
        state.last = network_.robots_[origin_].last = network_.agenda_.steady.now();
    }

private:
    Network& network_;
    std::string host_, origin_;
};

Site* Network::site_of(const Url& url) {
    const std::string_view path = url.path();
    if (!path.starts_with("/")) return nullptr;
    auto site = std::ranges::find(sites_, path.substr(1, path.find('/', 1) - 1), &Site::id);
    return site == sites_.end() ? nullptr : &*site;
}

const Site* Network::with_pages_at(std::string_view host) const {
    auto site = std::ranges::find_if(sites_, [host](const Site& one) { return one.has_pages_at(host); });
    return site == sites_.end() ? nullptr : &*site;
}

Answer Network::answer_robots(const Request& request) {
    const std::string host(request.url.host());
    Answer answer;
    answer.status = 404;
    const Site* known = with_pages_at(host);
    if (known) answer = std::ranges::find(sites_, known->id(), &Site::id)->answer_robots();
    agenda_.tell(host, fmt::format("GET /robots.txt -> {} in {}", answer.status, format_duration(answer.delay)));
    Robots& robots = robots_[origin_of(request.url)];
    if (answer.status == 200 || answer.status == 404)
        robots.answered = agenda_.true_time() + answer.delay;
    else
        robots.failed = true;
    return answer;
}

/// A page is asked for: its robots.txt was read not long ago, does not forbid it, and its host has had its rest.
void Network::check_robots(const Site& site, const Url& url) {
    constexpr Duration hold = std::chrono::hours(24) + std::chrono::minutes(5);
    Robots& robots = robots_[origin_of(url)];
    if (!robots.answered) return agenda_.fail(fmt::format("{} is fetched, and no robots.txt was read", url.str()));
    if (agenda_.true_time() - *robots.answered > hold + agenda_.jumped())
        agenda_.fail(fmt::format("{} is fetched by a robots.txt that is too old", url.str()));
    const Site* author = with_pages_at(url.host());
    if (author) robots.pause = author->crawl_delay();  // whoever fetches a page has recorded what it was told
    if (author == &site && site.forbids(url))
        agenda_.fail(fmt::format("{} is fetched, which its robots.txt forbids", url.str()));
}

/// The rest between two visits of an origin is as long as its robots.txt asks for. With two slots a visit may have
/// begun before that was read.
void Network::check_pause(const Url& url) {
    const Robots& robots = robots_[origin_of(url)];
    if (robots.last && limits_.max_per_host == 1 && agenda_.steady.now() - *robots.last < robots.pause)
        agenda_.fail(fmt::format("{} is asked again before the pause that its robots.txt asks for", origin_of(url)));
}

bool Network::may_be_stopped(const std::string& link) const {
    const Url url = Url::parse(link).value();
    const Site* author = with_pages_at(url.host());
    const bool failed = std::ranges::any_of(
        robots_, [&url](const auto& row) { return row.second.failed && row.first.ends_with(url.host()); });
    return failed || (author && author->forbids(url));
}

void Network::forget_hosts() {
    hosts_.clear();
    for (auto& [origin, robots] : robots_) robots.last.reset();
}

Answer Network::answer(const Request& request) {
    if (request.url.path() == "/robots.txt") return answer_robots(request);
    Site* site = site_of(request.url);
    if (!site) {
        Answer none;
        none.status = 404;
        return none;
    }
    const bool feed = request.accept.starts_with("application/atom") && site->is_feed(request.url);
    if (feed)
        asked(*site, request);
    else
        check_robots(*site, request.url);
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
    check_pause(request.url);
    Visit visit(*this, request.url);
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
