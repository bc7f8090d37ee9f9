#pragma once

#include <algorithm>

#include "base/time.h"
#include "work/job.h"

namespace newsbus::ledger {

/// Stored deadlines were set by a clock that may have been wrong. These bounds tell which of them nobody can have
/// meant.

/// The longest that a job is put off: for a poll the longest Retry-After that is honoured, and a day; pages and parts
/// are tried again soon.
constexpr Duration longest_wait(JobKind kind) {
    using namespace std::chrono_literals;
    return kind == JobKind::poll ? 32 * 24h : 2 * 24h;
}

/// A clock that was set back by less is left alone.
constexpr Duration clock_step = std::chrono::minutes(1);

}  // namespace newsbus::ledger
