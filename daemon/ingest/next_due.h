#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/time.h"
#include "ingest/asked.h"
#include "source/options.h"
#include "work/job.h"

namespace newsbus::ingest {

/// The longest that a feed may ask for by words of its own (ttl, sy:updatePeriod): they come from templates.
inline constexpr Duration longest_hinted = std::chrono::days(7);

/// What decides when a source is visited again. Pure data: pace_of() fills it from what is remembered of the source, so
/// what the loop decided can be told afterwards.
struct Pace {
    Duration interval{0}, max_interval{0};  ///< of the source
    Duration min_interval{0};               ///< of the installation
    Duration rhythm{0};                     ///< expected time between new articles, 0 = unknown
    bool overtaken = false;                 ///< the last answer had nothing of the one before it: some may be missed
    int failures = 0;                       ///< in a row, this visit included
    bool refused = false;                   ///< the last failure is an answer that will not change soon (4xx, no feed)
    PollHints hints;                        ///< what the feed asks for, where the source respects it
    std::optional<Duration> fresh_for;      ///< what the answer says of its own freshness, where the source respects it
    std::optional<Duration> retry_after;    ///< RFC 9110 section 10.2.3
    bool pushed = false;  ///< a hub sends what is new, and this visit found nothing else: polls are a backup
    double jitter = 0;    ///< 0 to 1: how much of the spread is added to the wait
};

/// The pace after the visit that `state` tells of. The jitter is left 0.
Pace pace_of(const SourceState& state, const source::Options& options, Duration min_interval);

/// What a wait was decided by.
enum class DueTerm { interval, rhythm, overtaken, pushed, failures, freshness, hint, skipped, retry_after };

/// A wait, and the term that none of the others was longer than.
struct Wait {
    Duration length{0};
    DueTerm by = DueTerm::interval;
    bool operator==(const Wait&) const = default;
};

/// How long to wait after a visit that ended at `now`.
/// - The rhythm of the source: half of the time between its articles, within [interval, max_interval]; the interval
///   where entries may have been missed, max_interval while a hub pushes. max_interval bounds this term and no other.
/// - Failures: the interval doubled each time, up to 6 h, or 24 h where the server refuses, or max_interval if longer.
/// - What it is asked for may put it off further: freshness and Retry-After up to longest_asked, the feed's hints up to
///   longest_hinted.
/// - Never sooner than min_interval. A tenth of the wait, at most an hour, is added times the jitter.
Wait wait_of(const Pace& pace, TimePoint now);

/// now + wait_of().
TimePoint next_due(const Pace& pace, TimePoint now);

/// One sentence for people: how long next_due() waits, what decided it, and every other term: "in 90m, or up to 9m
/// later so that polls spread: ...".
std::string due_words(const Pace& pace, TimePoint now);

/// The time between the first polls of two sources: as many begin in a second as there may be connections. So a dozen
/// sources are polled at once, and ten thousand do not push aside the sources that are due besides.
Duration first_polls_apart(int max_connections);

/// The rhythm after a good poll that found `fresh` new articles, `elapsed` after the good poll before it.
Duration updated_rhythm(Duration rhythm, std::size_t fresh, Duration elapsed, const source::Options& options);

/// How long a failed page waits for its next attempt; `failed` = attempts so far, this one included.
/// Nothing when it was the last one.
std::optional<Duration> page_retry(int failed);

}  // namespace newsbus::ingest
