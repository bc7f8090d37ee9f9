#pragma once

#include "ledger/policy.h"
#include "ledger/transaction.h"

#include <cstdint>
#include <string_view>

namespace newsbus::ledger {

/// What a message counts for in Retention::bytes: its body and a fixed sum for the rest.
constexpr std::int64_t counted_bytes(std::int64_t body_bytes) {
    return body_bytes + 256;
}

/// Drops what is past its time: messages (their loss is announced by a message `trimmed`), entries that left their
/// feeds long ago, those beyond what is remembered of a source, notes, and what hosts were asked. A source of which too
/// many pages wait is not polled for a while. Does a bounded amount of work a call. True when there is more to do.
bool trim(Transaction& rows, const Retention& retention, const Policy& policy, TimePoint now);

/// Stores what the pages of a host have taught, in place of what is stored; "" leaves that as it is. At most 4,000
/// hosts are kept, those that learnt last. A value over 16 KiB, the most that a SiteMemory has
/// (extract/body/site_memory.h), is not taken.
/// When several pages of a host are read at the same time the last one recorded wins. What the others taught is lost,
/// and learnt from later pages.
void remember_site(LogRows& rows, std::string_view host, std::string_view memory, TimePoint now);

/// Stores what is known of the robots.txt of an origin, in place of what is stored; "" leaves that as it is. At most
/// 10,000 origins are kept, those asked last: the others are asked again when they are needed. A value over 64 KiB, the
/// most that source::RobotsMemory writes, is not taken.
void remember_robots(LogRows& rows, std::string_view origin, std::string_view memory, TimePoint now);

}  // namespace newsbus::ledger
