#include "ingest/next_due.h"

#include "ingest/hints.h"
#include "ingest/http_status.h"

#include <algorithm>
#include <array>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

constexpr std::array page_waits{Duration(5s), Duration(30s)};
constexpr Duration longest_after_failures = 6h, longest_after_refusals = 24h;
constexpr Duration widest_spread = 1h;

Duration doubled(Duration interval, int times, Duration cap) {
    while (times-- > 0 && interval < cap) interval *= 2;
    return std::min(interval, cap);
}

/// The wait that the source's own figures give, before anybody asks for more.
Wait own_wait(const Pace& pace, Duration interval, Duration longest) {
    if (pace.failures > 0) {
        const Duration cap = std::max(longest, pace.refused ? longest_after_refusals : longest_after_failures);
        return {doubled(interval, pace.failures - 1, cap), DueTerm::failures};
    }
    if (pace.pushed) return {longest, DueTerm::pushed};
    if (pace.overtaken) return {interval, DueTerm::overtaken};
    const Duration rhythm = std::clamp(pace.rhythm / 2, interval, longest);
    return {rhythm, rhythm > interval ? DueTerm::rhythm : DueTerm::interval};
}

void put_off(Wait& wait, Duration length, DueTerm by) {
    if (length > wait.length) wait = {length, by};
}

Duration share(Duration whole, double jitter) {
    return Duration(static_cast<std::int64_t>(static_cast<double>(whole.count()) * jitter));
}

/// Until the feed may be read, some minutes into that hour: not all at once.
Duration past_skipped(const Pace& pace, TimePoint now, Duration wait) {
    const TimePoint due = now + wait, open = first_not_skipped(pace.hints, due);
    return open == due ? wait : open - now + share(10min, pace.jitter);
}

}  // namespace

Pace pace_of(const SourceState& state, const source::Options& options, Duration min_interval) {
    Pace pace;
    pace.interval = options.interval;
    pace.max_interval = options.max_interval;
    pace.min_interval = min_interval;
    pace.rhythm = state.rhythm;
    pace.overtaken = state.overtaken;
    pace.failures = state.failures;
    pace.refused = state.last_status != 0 && !may_pass(state.last_status);
    if (options.hints) pace.hints = state.hints;
    if (options.freshness) pace.fresh_for = state.fresh_for;
    pace.pushed = state.last_attempt && is_pushed(state.push, *state.last_attempt);
    if (state.rests_until && state.last_attempt)
        pace.retry_after = std::max(Duration(0), *state.rests_until - *state.last_attempt);
    return pace;
}

Wait wait_of(const Pace& pace, TimePoint now) {
    const Duration interval = std::max(pace.interval, pace.min_interval);
    Wait wait = own_wait(pace, interval, std::max(pace.max_interval, interval));
    // Of an error its server may say how long it holds, too, but not for longer than we would believe it.
    Duration fresh_for = std::min(pace.fresh_for.value_or(Duration(0)), longest_asked);
    if (pace.failures > 0) fresh_for = pace.refused ? std::min(fresh_for, longest_after_refusals) : Duration(0);
    put_off(wait, fresh_for, DueTerm::freshness);
    if (pace.failures == 0) put_off(wait, std::min(pace.hints.least, longest_hinted), DueTerm::hint);
    wait.length += share(std::min(wait.length / 10, widest_spread), pace.jitter);
    if (pace.failures == 0) put_off(wait, past_skipped(pace, now, wait.length), DueTerm::skipped);
    const Duration asked = std::min(pace.retry_after.value_or(Duration(0)), longest_asked);
    put_off(wait, asked + share(std::min<Duration>(asked / 10, 30s), pace.jitter), DueTerm::retry_after);
    return wait;
}

TimePoint next_due(const Pace& pace, TimePoint now) {
    return now + wait_of(pace, now).length;
}

Duration first_polls_apart(int max_connections) {
    return Duration(1s) / std::max(1, max_connections);
}

Duration updated_rhythm(Duration rhythm, std::size_t fresh, Duration elapsed, const source::Options& options) {
    if (fresh == 0) return std::min(std::max(rhythm, options.interval) * 11 / 10, 2 * options.max_interval);
    Duration observed = elapsed / static_cast<std::int64_t>(fresh);
    return rhythm.count() == 0 ? observed : (rhythm * 7 + observed * 3) / 10;
}

std::optional<Duration> page_retry(int failed) {
    if (failed < 1 || static_cast<std::size_t>(failed) > page_waits.size()) return {};
    return page_waits[static_cast<std::size_t>(failed) - 1];
}

}  // namespace newsbus::ingest
