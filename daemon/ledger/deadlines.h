#pragma once

#include "base/time.h"
#include "work/job.h"

namespace newsbus::ledger {

/// Stored deadlines were set by a clock that may have been wrong. These bounds tell which deadlines nobody can have
/// meant.

/// The longest time between two polls of a source that may be configured.
constexpr Duration longest_interval = std::chrono::days(366);

/// The longest that a job is put off. For a poll it is the longest interval, and the tenth of it by which polls are
/// spread; no Retry-After that is honoured is longer. A page is tried again within minutes: news waits for it. A part
/// is tried again within a day, and a day is added. A hub is asked again within the month that a lease may last.
constexpr Duration longest_wait(JobKind kind) {
    using namespace std::chrono_literals;
    switch (kind) {
        case JobKind::poll:
            return longest_interval + longest_interval / 10;
        case JobKind::page:
        case JobKind::robots:  // it is due when somebody wants it
            return 20min;
        case JobKind::lease:
            return 31 * 24h;
        case JobKind::part:
            break;
    }
    return 2 * 24h;
}

/// The longest that the first poll of a source is put off; it is due when the source is met.
constexpr Duration longest_first_wait = std::chrono::days(2);

/// For how long a poll is held back each time: longer than from one trimming to the next.
constexpr Duration poll_hold = std::chrono::minutes(2);

/// A clock that was set back by less is left alone.
constexpr Duration clock_step = std::chrono::minutes(1);

}  // namespace newsbus::ledger
