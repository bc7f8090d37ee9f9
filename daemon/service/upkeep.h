#pragma once

#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "async/timer.h"
#include "base/time.h"
#include "delivery/delivery.h"
#include "store/store.h"

namespace newsbus::service {

namespace asio = boost::asio;

/// What the store needs done beside the commits: cursors saved, the log trimmed. Lives on the I/O thread; the store is
/// asked on its own.
class Upkeep {
public:
    Upkeep(asio::any_io_executor io, asio::any_io_executor store_thread, store::Store& store,
           delivery::Delivery& delivery, const Clock& clock, SteadyClock& steady = SteadyClock::machine());

    /// Saves how far each sink is. Asks the store's thread also when there is nothing to save: that it answers is a
    /// sign of life.
    asio::awaitable<void> save_cursors();

    /// Trims once a minute, and without a pause while there is more to trim, until cancelled.
    asio::awaitable<void> trim();

private:
    asio::any_io_executor io_, store_thread_;
    store::Store& store_;
    delivery::Delivery& delivery_;
    const Clock& clock_;
    SteadyClock& steady_;
};

}  // namespace newsbus::service
