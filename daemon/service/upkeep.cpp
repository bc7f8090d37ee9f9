#include "service/upkeep.h"

#include "async/run_on.h"
#include "base/log.h"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

constexpr auto trim_interval = 1min;
constexpr auto trim_pause = 10ms;  // commits come in between
constexpr std::size_t hosts_a_transaction = 1000;

constexpr log::Logger logger("service");

std::pair<std::chrono::sys_days, std::string_view> place_in_store(const HostTraffic& row) {
    return {row.day, row.host};
}

}  // namespace

Upkeep::Upkeep(asio::any_io_executor io, asio::any_io_executor store_thread, store::Store& store,
               delivery::Delivery& delivery, ingest::Traffic& traffic, const Clock& clock, SteadyClock& steady,
               std::optional<TimePoint> last_message)
    : io_(std::move(io)),
      store_thread_(std::move(store_thread)),
      store_(store),
      delivery_(delivery),
      traffic_(traffic),
      clock_(clock),
      steady_(steady),
      ages_(last_message, steady.now()) {}

asio::awaitable<void> Upkeep::save_cursors() {
    const std::vector<delivery::Cursor> cursors = delivery_.unsaved();
    auto work = [this, &cursors]() -> Result<void> {
        for (const delivery::Cursor& cursor : cursors)
            if (auto saved = store_.save_cursor(cursor.sink, cursor.sent); !saved) return saved;
        return {};
    };
    Result<void> saved = co_await run_on(store_thread_, std::move(work));
    cursor_trouble_ = saved ? "" : "what was sent cannot be noted: " + saved.error().what;
    if (saved)
        for (const delivery::Cursor& cursor : cursors) delivery_.saved(cursor);
    else
        logger.warn("cursor not saved, some messages would be sent again after a restart",
                    {{"why", saved.error().what}});
}

std::string Upkeep::trouble() const {
    for (const std::string* why : {&cursor_trouble_, &trim_trouble_, &traffic_trouble_})
        if (!why->empty()) return *why;
    return "";
}

asio::awaitable<void> Upkeep::save_traffic() {
    std::vector<HostTraffic> rows = traffic_.take();
    for (std::size_t done = 0; done < rows.size();) {
        const std::span<const HostTraffic> next =
            std::span(rows).subspan(done, std::min(hosts_a_transaction, rows.size() - done));
        auto work = [this, &rows, done, next] {
            if (done == 0) std::ranges::sort(rows, {}, place_in_store);  // neighbours share pages
            return store_.add_traffic(next);
        };
        Result<void> saved = co_await run_on(store_thread_, std::move(work));
        traffic_trouble_ = saved ? "" : "what hosts were asked cannot be noted: " + saved.error().what;
        if (!saved) {
            logger.warn("what hosts were asked was not noted, next attempt in a minute", {{"why", saved.error().what}});
            traffic_.give_back(std::span(rows).subspan(done));
            co_return;
        }
        done += next.size();
    }
}

TimePoint Upkeep::time_of_ages() {
    const bool doubted = ages_.doubted() > Duration(0);
    const TimePoint now = ages_.at(clock_.now(), steady_.now());
    if (!doubted && ages_.doubted() > Duration(0))
        logger.warn("the clock is ahead of all that is known; it trims nothing unless it stays so for an hour",
                    {{"ahead_hours", ages_.doubted() / 1h}});
    return now;
}

asio::awaitable<void> Upkeep::trim() {
    auto cancelled = co_await asio::this_coro::cancellation_state;
    co_await asio::this_coro::throw_if_cancelled(false);
    Timer timer(io_, steady_);
    bool more = false;
    for (;;) {
        timer.expires_after(more ? trim_pause : std::chrono::milliseconds(trim_interval));
        co_await timer.wait();
        if (cancelled.cancelled() != asio::cancellation_type::none) co_return;
        if (!more) co_await save_traffic();
        const TimePoint now = time_of_ages();
        auto work = [this, now] { return store_.trim(now); };
        Result<bool> trimmed = co_await run_on(store_thread_, std::move(work));
        if (!trimmed) logger.warn("trimming failed, next attempt in a minute", {{"why", trimmed.error().what}});
        trim_trouble_ = trimmed ? "" : "the log cannot be trimmed: " + trimmed.error().what;
        more = trimmed && *trimmed;
        if (trimmed) delivery_.wake();
    }
}

}  // namespace newsbus::service
