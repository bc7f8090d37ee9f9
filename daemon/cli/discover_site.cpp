#include "cli/discover_site.h"

#include "base/utf8.h"
#include "source/status_words.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace newsbus::cli {

namespace asio = boost::asio;
using source::Candidate;
using source::Hint;
using source::Kind;

asio::awaitable<Result<Response>> SiteVisit::ask(Candidate candidate) {
    if (requests_ == terms_.most_requests) co_return Error{Errc::usage, "not asked: enough requests were made"};
    if (requests_++ > 0) {
        asio::steady_timer rest(co_await asio::this_coro::executor, terms_.pause);
        co_await rest.async_wait(asio::use_awaitable);
    }
    Request request = source::request_for(candidate);
    co_return co_await client_.fetch(std::move(request));
}

asio::awaitable<void> SiteVisit::try_these(std::vector<Candidate> candidates, Until until) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {  // grows: an index names further sitemaps
        Candidate candidate = candidates[i];
        if (!asked_.insert(candidate.url).second) continue;
        Result<Response> answer = co_await ask(candidate);
        Result<source::Discovered> read = answer ? source::discovered(candidate, *answer) : answer.error();
        terms_.tell(shortened(candidate.url, 200) + ": " + (read ? read->format : shortened(read.error().what, 200)));
        if (!read) continue;
        if (until == Until::first) candidates.resize(i + 1);
        candidates.insert(candidates.end(), read->named.begin(), read->named.end());
        found_.push_back(std::move(*read));
    }
}

bool SiteVisit::has(Kind kind) const {
    return std::ranges::any_of(found_, [kind](const source::Discovered& one) { return one.candidate.kind == kind; });
}

asio::awaitable<void> SiteVisit::look_for_feeds(const Response& page) {
    std::vector<Candidate> announced = source::candidates_of_page(page);
    co_await try_these(std::move(announced), Until::all);
    if (has(Kind::feed)) co_return;
    std::vector<Candidate> guessed = source::guessed_feeds(page.url);
    co_await try_these(std::move(guessed), Until::first);
}

asio::awaitable<void> SiteVisit::look_for_sitemaps(const Url& page) {
    Candidate robots;
    robots.kind = Kind::sitemap;
    if (auto url = Url::parse("/robots.txt", page)) robots.url = url->str();
    Result<Response> answer = co_await ask(robots);
    std::vector<Candidate> named;
    if (answer && answer->status == 200) {
        named = source::candidates_of_robots(*answer);
        robots_ = std::move(*answer);
    }
    terms_.tell(robots.url + ": " + std::to_string(named.size()) + " sitemaps");
    co_await try_these(std::move(named), Until::all);
    if (has(Kind::sitemap)) co_return;
    std::vector<Candidate> guessed = source::guessed_sitemaps(page);
    co_await try_these(std::move(guessed), Until::first);
}

asio::awaitable<Result<std::vector<source::Discovered>>> SiteVisit::run(Url page) {
    Candidate given;
    given.url = page.str();
    given.hint = Hint::given;
    asked_.insert(given.url);
    Result<Response> answer = co_await ask(given);
    if (!answer) co_return answer.error();
    if (answer->status != 200) co_return source::status_error(*answer, {});
    for (Kind kind : {Kind::feed, Kind::sitemap}) {
        given.kind = kind;
        if (auto read = source::discovered(given, *answer); read && found_.empty()) found_.push_back(std::move(*read));
    }
    if (found_.empty()) {
        co_await look_for_feeds(*answer);
        co_await look_for_sitemaps(answer->url);
    }
    if (found_.empty()) {
        given.kind = Kind::listing;
        if (auto read = source::discovered(given, *answer)) found_.push_back(std::move(*read));
    }
    if (robots_) mark_refused(found_, *robots_);
    source::rank(found_, std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()));
    co_return std::move(found_);
}

}  // namespace newsbus::cli
