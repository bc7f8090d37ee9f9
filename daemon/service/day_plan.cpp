#include "service/day_plan.h"

#include "ingest/hints.h"
#include "ingest/next_due.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;
using std::chrono::floor;
using std::chrono::hours;

}  // namespace

std::int64_t DayPlan::busiest() const {
    return *std::ranges::max_element(by_hour);
}

DayPlan& DayPlan::operator+=(const DayPlan& more) {
    if (more.first && (!first || *more.first < *first)) first = more.first;
    polls += more.polls;
    for (std::size_t hour = 0; hour < by_hour.size(); ++hour) by_hour[hour] += more.by_hour[hour];
    return *this;
}

DayPlan day_plan(const store::SourceStatus& source, const source::Options& options, Duration min_interval,
                 TimePoint now) {
    DayPlan plan;
    if (!source.next_due) return plan;
    const TimePoint end = now + 24h;
    TimePoint next = std::max(*source.next_due, now);
    if (source.host_rests) next = std::max(next, source.host_rests->until);

    ingest::Pace pace = ingest::pace_of(source.state, options, min_interval);
    PollHints skipped;
    if (pace.failures == 0) skipped = pace.hints;
    pace.hints.skip_hours = pace.hints.skip_days = 0;
    const Duration wait = std::max<Duration>(1s, ingest::wait_of(pace, now).length);
    if (next < end) plan.first = next;
    while (next < end) {  // once for each hour of the clock: within one, polls are evenly spaced
        const TimePoint hour_end = std::min(end, TimePoint(floor<hours>(next) + 1h));
        const bool is_skipped = ingest::first_not_skipped(skipped, next) != next;  // somebody asked for this one
        const std::int64_t polls = is_skipped ? 1 : (hour_end - next - 1ms) / wait + 1;
        plan.by_hour.at(static_cast<std::size_t>((floor<hours>(next) - floor<hours>(now)) / 1h)) += polls;
        plan.polls += polls;
        next = ingest::first_not_skipped(skipped, next + polls * wait);
    }
    return plan;
}

}  // namespace newsbus::service
