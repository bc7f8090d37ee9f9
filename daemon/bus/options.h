#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace newsbus::bus {

/// Section [bus] of the configuration.
struct Options {
    std::vector<std::string> publish = {"tcp://127.0.0.1:5556"};
    std::string replay = "tcp://127.0.0.1:5557";
    int high_water_mark = 4000;                ///< messages queued for one subscriber
    std::uint64_t queue_memory = 64ull << 20;  ///< bytes of messages that not all subscribers have taken
    Duration grace =
        std::chrono::milliseconds(200);  ///< how long sending waits for a subscriber whose queue is full, each time
    Duration heartbeat = std::chrono::seconds(1);
    bool operator==(const Options&) const = default;
};

}  // namespace newsbus::bus
