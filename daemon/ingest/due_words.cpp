#include "ingest/next_due.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

/// Long ones to the second or the minute: more is of no use to a reader.
std::string in_words(Duration duration) {
    if (duration < 10s) return format_duration(duration);
    if (duration >= 10min) return format_duration(std::chrono::round<std::chrono::minutes>(duration));
    return format_duration(std::chrono::round<std::chrono::seconds>(duration));
}

std::string bounded(Duration asked, Duration longest) {
    if (asked < longest) return in_words(asked);
    return in_words(longest) + ", the longest that is obeyed";
}

std::string interval_words(const Pace& pace) {
    std::string words = "interval " + in_words(pace.interval);
    if (pace.min_interval > pace.interval) words += " raised to min_interval " + in_words(pace.min_interval);
    return words;
}

/// Each term that has a say, in the order in which they are looked at.
std::vector<std::pair<DueTerm, std::string>> terms_of(const Pace& pace) {
    std::vector<std::pair<DueTerm, std::string>> terms;
    auto add = [&terms](DueTerm term, std::string words) { terms.emplace_back(term, std::move(words)); };
    add(DueTerm::interval, interval_words(pace));
    if (pace.failures > 0) {
        add(DueTerm::failures,
            fmt::format("doubled for each failure in a row after the first ({} so far)", pace.failures));
    } else {
        add(DueTerm::rhythm,
            pace.rhythm > Duration(0)
                ? fmt::format("half the usual time between new articles {}, at most max_interval {}",
                              in_words(pace.rhythm / 2), in_words(std::max(pace.max_interval, pace.interval)))
                : "no rhythm known yet");
        if (pace.pushed) add(DueTerm::pushed, "a hub pushes what is new, so that polls are a backup");
        if (pace.overtaken)
            add(DueTerm::overtaken, "nothing of the answer before was left in the last one, so some may be missed");
        if (pace.hints.least > Duration(0))
            add(DueTerm::hint,
                "the feed asks for " + bounded(pace.hints.least, longest_hinted) + " (ttl, sy:updatePeriod)");
        if (pace.hints.skip_hours != 0 || pace.hints.skip_days != 0)
            add(DueTerm::skipped, "the feed names hours or days to leave out (skipHours, skipDays)");
    }
    if (pace.fresh_for)
        add(DueTerm::freshness,
            "the answer says it is fresh for " + bounded(*pace.fresh_for, longest_asked) + " (Cache-Control, Expires)");
    else if (pace.failures == 0)
        add(DueTerm::freshness, "the answer does not say how long it is fresh");
    if (pace.retry_after)
        add(DueTerm::retry_after,
            "the server asks to wait " + bounded(*pace.retry_after, longest_asked) + " (Retry-After)");
    return terms;
}

std::string advice(DueTerm by) {
    if (by == DueTerm::freshness) return ". `freshness = false` polls it by its own rhythm";
    if (by == DueTerm::hint || by == DueTerm::skipped) return ". `hints = false` polls it by its own rhythm";
    return "";
}

}  // namespace

std::string due_words(const Pace& pace, TimePoint now) {
    Pace steady = pace;
    steady.jitter = 0;
    const Wait wait = wait_of(steady, now);
    steady.jitter = 1;
    const Duration spread = wait_of(steady, now).length - wait.length;
    std::string words = "in " + in_words(wait.length);
    if (spread > Duration(0)) words += ", or up to " + in_words(spread) + " later so that polls spread";
    std::string decided, others;
    for (const auto& [term, text] : terms_of(pace)) {
        std::string& list = term == wait.by ? decided : others;
        list += (list.empty() ? "" : "; ") + text;
    }
    words += ": " + decided;
    if (!others.empty()) words += "; besides: " + others;
    // Who waits for long should know what it can be shortened by.
    if (wait.length > std::max(pace.max_interval, pace.interval)) words += advice(wait.by);
    return words;
}

}  // namespace newsbus::ingest
