#pragma once

#include "base/time.h"
#include "message/message.h"

#include <cstdint>

namespace newsbus::ledger {

/// What of the configuration decides about an entry and its messages.
struct Policy {
    message::Addressing addressing;
    bool publish_once = false;  ///< what another source has told is not told again
    bool operator==(const Policy&) const = default;
};

/// How much of the log is kept.
struct Retention {
    Duration age = std::chrono::days(30);
    std::uint64_t bytes = 20ull << 30;
    bool operator==(const Retention&) const = default;
};

}  // namespace newsbus::ledger
