#pragma once

#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "async/timer.h"
#include "base/time.h"
#include "delivery/delivery.h"
#include "ingest/traffic.h"
#include "service/age_clock.h"
#include "store/store.h"

namespace newsbus::service {

namespace asio = boost::asio;

/// The work that the store needs beside the commits: saving cursors, saving what hosts were asked, and trimming the
/// log, by the age of its messages as AgeClock tells it. `last_message` is the time of the last one before the start.
/// Lives on the I/O thread; calls the store on the store thread.
class Upkeep {
public:
    Upkeep(asio::any_io_executor io, asio::any_io_executor store_thread, store::Store& store,
           delivery::Delivery& delivery, ingest::Traffic& traffic, const Clock& clock,
           SteadyClock& steady = SteadyClock::machine(), std::optional<TimePoint> last_message = {});

    /// Saves how far each sink is. Goes to the store thread even when there is nothing to save: a store that hangs is
    /// noticed by that.
    asio::awaitable<void> save_cursors();

    /// Saves all that was counted so far. What the store refuses is kept, and saved the next time.
    asio::awaitable<void> save_traffic();

    /// Saves the traffic and trims once a minute, without a pause while there is more to trim, until cancelled.
    asio::awaitable<void> trim();

    /// Why the store refused the last of each; "" when it took it.
    std::string trouble() const;

private:
    TimePoint time_of_ages();

    asio::any_io_executor io_, store_thread_;
    store::Store& store_;
    delivery::Delivery& delivery_;
    ingest::Traffic& traffic_;
    const Clock& clock_;
    SteadyClock& steady_;
    AgeClock ages_;
    std::string cursor_trouble_, trim_trouble_, traffic_trouble_;
};

}  // namespace newsbus::service
