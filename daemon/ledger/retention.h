#pragma once

#include "ledger/policy.h"
#include "ledger/transaction.h"

#include <cstdint>
#include <string_view>

namespace newsbus::ledger {

/// What a message with a body of that size counts for in Retention::bytes.
constexpr std::int64_t counted_bytes(std::int64_t body_bytes) {
    return body_bytes + 256;
}

/// Drops what is past its time: messages, which is announced, entries that left their feeds long ago, and notes; a
/// bounded amount of work a call. True when there is more to do.
bool trim(Transaction& rows, const Retention& retention, const Policy& policy, TimePoint now);

/// Replaces what the pages of a host taught; "" leaves it as it is. Bounded: 4,000 hosts, those that learnt last;
/// values of 16 KiB, the most that a SiteMemory has (extract/body/site_memory.h), larger ones are not taken. Of several
/// pages of a host that are read at the same time the last one recorded wins: what the others taught is learnt from
/// later pages.
void remember_site(LogRows& rows, std::string_view host, std::string_view memory, TimePoint now);

}  // namespace newsbus::ledger
