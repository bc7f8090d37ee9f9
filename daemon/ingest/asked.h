#pragma once

#include <chrono>
#include <optional>

#include "base/time.h"
#include "work/response.h"

namespace newsbus::ingest {

/// The longest that a server may ask us to stay away: by Retry-After, by Cache-Control or by Expires.
inline constexpr Duration longest_asked = std::chrono::days(31);

/// Freshness lifetime of an answer (RFC 9111 section 4.2): Cache-Control max-age less Age, else Expires less Date.
/// Nothing when it says none; zero for no-store and no-cache. At most longest_asked.
std::optional<Duration> freshness(const Response& response, TimePoint now);

/// Retry-After (RFC 9110 section 10.2.3) in seconds or as a date, at most longest_asked; nothing when there is none or
/// it lies in the past. A date is compared with that of the answer, if it has one: both are of the server's clock.
std::optional<Duration> retry_after(const Response& response, TimePoint now);

}  // namespace newsbus::ingest
