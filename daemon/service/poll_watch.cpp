#include "service/poll_watch.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <utility>

namespace newsbus::service {
namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

}  // namespace

void PollWatch::add(const ingest::VisitReport& report) {
    if (report.kind != JobKind::poll || report.pushed || report.obsolete) return;
    auto last = last_.find(report.source);
    if (last == last_.end()) return;
    last->second = {++mark_, report};
    for (asio::steady_timer& timer : waiting_) timer.cancel();
}

std::vector<ingest::VisitReport> PollWatch::ended(const std::vector<std::string>& sources, std::uint64_t mark) const {
    std::vector<ingest::VisitReport> ended;
    for (const std::string& source : sources) {
        auto last = last_.find(source);
        if (last != last_.end() && last->second.number > mark) ended.push_back(last->second.report);
    }
    return ended;
}

asio::awaitable<std::vector<ingest::VisitReport>> PollWatch::wait(std::vector<std::string> sources, std::uint64_t mark,
                                                                  Duration patience) {
    co_await asio::this_coro::throw_if_cancelled(false);
    auto state = co_await asio::this_coro::cancellation_state;
    auto deadline = std::chrono::steady_clock::now() + patience;
    std::vector<ingest::VisitReport> found = ended(sources, mark);
    while (found.empty() && state.cancelled() == asio::cancellation_type::none &&
           std::chrono::steady_clock::now() < deadline) {
        auto timer = waiting_.emplace(waiting_.end(), io_, deadline);
        co_await timer->async_wait(quietly);
        waiting_.erase(timer);
        found = ended(sources, mark);
    }
    co_return found;
}

}  // namespace newsbus::service
