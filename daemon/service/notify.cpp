#include "service/notify.h"

#include <spdlog/fmt/fmt.h>
#include <systemd/sd-daemon.h>

#include <ctime>

namespace newsbus::service {

void notify_ready() {
    sd_notify(0, "READY=1");
}

void notify_reloading() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    auto micros = static_cast<long long>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
    sd_notify(0, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", micros).c_str());
}

void notify_stopping() {
    sd_notify(0, "STOPPING=1");
}

void notify_status(std::string_view text) {
    sd_notify(0, fmt::format("STATUS={}", text).c_str());
}

void feed_watchdog() {
    sd_notify(0, "WATCHDOG=1");
}

}  // namespace newsbus::service
