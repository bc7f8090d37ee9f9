#include "service/upkeep.h"

#include "async/run_on.h"
#include "base/log.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <utility>
#include <vector>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr auto trim_interval = 1min;
constexpr auto trim_pause = 10ms;  // commits come in between

constexpr log::Logger logger("service");

}  // namespace

Upkeep::Upkeep(asio::io_context& io, asio::thread_pool& store_thread, store::Store& store, delivery::Delivery& delivery,
               const Clock& clock)
    : io_(io), store_thread_(store_thread), store_(store), delivery_(delivery), clock_(clock) {}

asio::awaitable<void> Upkeep::save_cursors() {
    const std::vector<delivery::Cursor> cursors = delivery_.unsaved();
    auto work = [this, &cursors]() -> Result<void> {
        for (const delivery::Cursor& cursor : cursors)
            if (auto saved = store_.save_cursor(cursor.sink, cursor.sent); !saved) return saved;
        return {};
    };
    Result<void> saved = co_await run_on(store_thread_, std::move(work));
    if (saved)
        for (const delivery::Cursor& cursor : cursors) delivery_.saved(cursor);
    else
        logger.warn("cursor not saved, some messages would be sent again after a restart",
                    {{"why", saved.error().what}});
}

asio::awaitable<void> Upkeep::trim() {
    asio::steady_timer timer(io_);
    bool more = false;
    for (;;) {
        timer.expires_after(more ? trim_pause : std::chrono::milliseconds(trim_interval));
        auto [cancelled] = co_await timer.async_wait(quietly);
        if (cancelled) co_return;
        auto work = [this] { return store_.trim(clock_.now()); };
        Result<bool> trimmed = co_await run_on(store_thread_, std::move(work));
        if (!trimmed) logger.warn("trimming failed, next attempt in a minute", {{"why", trimmed.error().what}});
        more = trimmed && *trimmed;
        if (trimmed) delivery_.wake();
    }
}

}  // namespace newsbus::service
