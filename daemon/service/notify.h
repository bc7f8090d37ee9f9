#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace newsbus::service {

// What the daemon tells systemd (sd_notify(3)). Without systemd these do nothing.

void notify_ready();
void notify_reloading();  ///< to be followed by notify_ready()
void notify_stopping();
void notify_status(std::string_view text);
void feed_watchdog();

}  // namespace newsbus::service
