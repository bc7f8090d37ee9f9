#pragma once

#include "store/sqlite.h"

#include <string>
#include <string_view>

namespace newsbus::store {

/// The table `memory`, kind "site": what the pages of a host taught. Bounded: 4,000 hosts, those that learnt last;
/// values of 16 KiB, the most that a SiteMemory has (extract/site_memory.h); larger ones are not taken. Both throw
/// Failure.

/// "" when nothing is known.
std::string recall_site(Database& database, std::string_view host);

/// Replaces what was known. Of several pages of a host that are read at the same time the last one committed wins: what
/// the others taught is learnt from later pages.
void remember_site(Database& database, std::string_view host, std::string_view memory, TimePoint now);

}  // namespace newsbus::store
