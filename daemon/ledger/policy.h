#pragma once

#include "base/time.h"
#include "message/message.h"

#include <cstdint>

namespace newsbus::ledger {

/// The part of the configuration that decides about entries and their messages.
struct Policy {
    message::Addressing addressing;
    bool publish_once = false;  ///< an article that another source has in the log already is not published again
    bool operator==(const Policy&) const = default;
};

/// How much of the log is kept.
struct Retention {
    Duration age = std::chrono::days(30);
    std::uint64_t bytes = 20ull << 30;
    bool operator==(const Retention&) const = default;
};

}  // namespace newsbus::ledger
