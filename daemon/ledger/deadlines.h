#pragma once

#include <algorithm>

#include "base/time.h"
#include "work/job.h"

namespace newsbus::ledger {

/// Stored deadlines were set by a clock that may have been wrong. These bounds tell which deadlines nobody can have
/// meant.

/// The longest that a job is put off. For a poll it is the longest Retry-After that is honoured, and a day. A page is
/// tried again within minutes: news waits for it. A part is tried again within a day.
constexpr Duration longest_wait(JobKind kind) {
    using namespace std::chrono_literals;
    switch (kind) {
        case JobKind::poll:
            return 32 * 24h;
        case JobKind::page:
            return 20min;
        case JobKind::part:
            break;
    }
    return 2 * 24h;
}

/// A clock that was set back by less is left alone.
constexpr Duration clock_step = std::chrono::minutes(1);

}  // namespace newsbus::ledger
