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

/// How much is kept: of the log, and of each source.
struct Retention {
    Duration age = std::chrono::days(30);
    std::uint64_t bytes = 20ull << 30;
    std::int64_t entries = 1'000'000;  ///< remembered of a source: as many as 1,000 sitemaps of 1,000 entries list
    std::int64_t pages = 50'000;       ///< of a source that may wait; with more it is not polled
    std::int64_t drafts = 256 << 20;   ///< bytes of what is known of those pages; with more it is not polled
    bool operator==(const Retention&) const = default;
};

}  // namespace newsbus::ledger
