#pragma once

#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "async/timer.h"
#include "base/time.h"
#include "delivery/delivery.h"
#include "service/age_clock.h"
#include "store/store.h"

namespace newsbus::service {

namespace asio = boost::asio;

/// The work that the store needs beside the commits: saving cursors and trimming the log, by the age of its messages as
/// AgeClock tells it. `last_message` is the time of the last one before the start. Lives on the I/O thread; calls the
/// store on the store thread.
class Upkeep {
public:
    Upkeep(asio::any_io_executor io, asio::any_io_executor store_thread, store::Store& store,
           delivery::Delivery& delivery, const Clock& clock, SteadyClock& steady = SteadyClock::machine(),
           std::optional<TimePoint> last_message = {});

    /// Saves how far each sink is. Goes to the store thread even when there is nothing to save: a store that hangs is
    /// noticed by that.
    asio::awaitable<void> save_cursors();

    /// Trims once a minute, and without a pause while there is more to trim, until cancelled.
    asio::awaitable<void> trim();

    /// Why the store refused the last of each; "" when it took it.
    std::string trouble() const { return !cursor_trouble_.empty() ? cursor_trouble_ : trim_trouble_; }

private:
    TimePoint time_of_ages();

    asio::any_io_executor io_, store_thread_;
    store::Store& store_;
    delivery::Delivery& delivery_;
    const Clock& clock_;
    SteadyClock& steady_;
    AgeClock ages_;
    std::string cursor_trouble_, trim_trouble_;
};

}  // namespace newsbus::service
