#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "source/options.h"
#include "work/job.h"
#include "work/response.h"

namespace newsbus::ingest {

/// What decides when a source is visited again. Pure data: the daemon and the tests fill it the same way.
struct Pace {
    Duration interval{0}, max_interval{0};  ///< of the source
    Duration min_interval{0};               ///< of the installation
    Duration rhythm{0};                     ///< observed time between new articles, 0 = unknown
    int failures = 0;                       ///< in a row, this visit included
    PollHints hints;                        ///< what the feed asks for, where the source respects it
    std::optional<Duration> fresh_for;      ///< what the answer says of its own freshness (RFC 9111 section 4.2)
    std::optional<Duration> retry_after;    ///< RFC 9110 section 10.2.3
    double jitter = 0;                      ///< 0 to 1: how much of a tenth of the wait is added, so that polls spread
};

/// When to visit next. Good answers: half the observed rhythm within [interval, max_interval], not before the answer
/// goes stale and not before the feed wants to be read, but never later than max_interval for the sake of either.
/// Failures: the interval doubled each time up to max_interval. Retry-After is honoured on any status, up to 31 days.
/// Never sooner than min_interval.
TimePoint next_due(const Pace& pace, TimePoint now);

/// One sentence for people: when next_due() says, and everything that decided it: "in 15m, or up to 1m30s later so
/// that polls spread: ...".
std::string due_words(const Pace& pace, TimePoint now);

/// The time between the first polls of two sources: as many begin in a second as there may be connections. So a dozen
/// sources are polled at once, and ten thousand do not push aside the sources that are due besides.
Duration first_polls_apart(int max_connections);

/// The rhythm after a good poll that found `fresh` new articles, `elapsed` after the good poll before it.
Duration updated_rhythm(Duration rhythm, std::size_t fresh, Duration elapsed, const source::Options& options);

/// Freshness lifetime of an answer: Cache-Control max-age less Age, else Expires less Date. Nothing when it says none;
/// zero for no-store and no-cache.
std::optional<Duration> freshness(const Response& response, TimePoint now);

/// Retry-After in seconds or as a date, at most 31 days; nothing when there is none or it lies in the past. A date is
/// compared with that of the answer, if it has one: both are of the server's clock.
std::optional<Duration> retry_after(const Response& response, TimePoint now);

/// How long a failed page waits for its next attempt; `failed` = attempts so far, this one included.
/// Nothing when it was the last one.
std::optional<Duration> page_retry(int failed);

}  // namespace newsbus::ingest
