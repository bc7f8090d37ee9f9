#include "ingest/next_due.h"

#include "base/ascii.h"
#include "date/date.h"
#include "ingest/hints.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;

constexpr Duration longest_wait = std::chrono::days(31);
constexpr std::array page_waits{Duration(5s), Duration(30s)};

/// "3600" in seconds, anything else nothing. Too large a number is the longest wait.
std::optional<Duration> seconds_of(std::string_view text) {
    std::int64_t value = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || value < 0) return {};
    if (failed == std::errc::result_out_of_range) return longest_wait;
    if (failed != std::errc()) return {};
    return std::min<Duration>(longest_wait, std::chrono::seconds(std::min<std::int64_t>(value, 1 << 30)));
}

/// An HTTP date (RFC 9110 section 5.6.7) in a year that parse_date takes for a mistake of a feed: "never", in a header.
bool is_beyond_dates(std::string_view text) {
    constexpr std::string_view form = "Fri, 31 Dec 9999 23:59:59 GMT";
    if (text.size() != form.size() || !text.ends_with(" GMT") || text[11] != ' ' || text[16] != ' ') return false;
    std::string_view year = text.substr(12, 4);
    return std::all_of(year.begin(), year.end(), [](char c) { return c >= '0' && c <= '9'; }) && year >= "2100";
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

/// Calls f(name, value) for each directive of a Cache-Control value.
template <class F>
void each_directive(std::string_view header, F&& f) {
    while (!header.empty()) {
        std::size_t comma = std::min(header.find(','), header.size());
        std::string_view directive = ascii::trimmed(header.substr(0, comma), " \t\"");
        std::size_t equals = std::min(directive.find('='), directive.size());
        f(ascii::trimmed(directive.substr(0, equals), " \t\""),
          equals < directive.size() ? ascii::trimmed(directive.substr(equals + 1), " \t\"") : "");
        header.remove_prefix(std::min(comma + 1, header.size()));
    }
}

/// Long ones to the second or the minute: more is of no use to a reader.
std::string in_words(Duration duration) {
    if (duration < 10s) return format_duration(duration);
    if (duration >= 10min) return format_duration(std::chrono::round<std::chrono::minutes>(duration));
    return format_duration(std::chrono::round<std::chrono::seconds>(duration));
}

Duration doubled(Duration interval, int times, Duration cap) {
    while (times-- > 0 && interval < cap) interval *= 2;
    return std::min(interval, cap);
}

/// `wait`, or as long as it takes until the feed may be read, some minutes into that hour: not all at once. Whoever
/// skips for longer than `longest` is read at its end nevertheless.
Duration past_skipped(const Pace& pace, TimePoint now, Duration wait, Duration longest) {
    TimePoint due = now + wait, open = first_not_skipped(pace.hints, due);
    if (open == due) return wait;
    Duration spread(static_cast<std::int64_t>(static_cast<double>(Duration(10min).count()) * pace.jitter));
    return std::max(wait, std::min<Duration>(open - now + spread, longest));
}

std::string hint_words(const PollHints& hints) {
    std::string words;
    if (hints.least > Duration(0)) words += ", the feed asks for " + in_words(hints.least) + " (ttl, sy:updatePeriod)";
    if (hints.skip_hours != 0 || hints.skip_days != 0)
        words += ", the feed names hours or days to leave out (skipHours, skipDays)";
    return words;
}

}  // namespace

TimePoint next_due(const Pace& pace, TimePoint now) {
    Duration interval = std::max(pace.interval, pace.min_interval);
    Duration longest = std::max(pace.max_interval, interval);
    Duration wait;
    if (pace.failures > 0) {
        wait = doubled(interval, pace.failures - 1, longest);
    } else {
        wait = std::clamp(pace.rhythm / 2, interval, longest);
        if (pace.fresh_for) wait = std::max(wait, std::min(*pace.fresh_for, longest));
        wait = std::max(wait, std::min(pace.hints.least, longest));
    }
    wait += Duration(static_cast<std::int64_t>(static_cast<double>(wait.count()) * 0.1 * pace.jitter));
    if (pace.failures == 0) wait = past_skipped(pace, now, wait, longest);
    if (pace.retry_after) wait = std::max(wait, std::min(*pace.retry_after, longest_wait));
    return now + wait;
}

std::string due_words(const Pace& pace, TimePoint now) {
    Pace steady = pace;
    steady.jitter = 0;
    Duration wait = next_due(steady, now) - now;
    steady.jitter = 1;
    Duration latest = next_due(steady, now) - now;
    std::string words = "in " + in_words(wait);
    if (latest > wait) words += ", or up to " + in_words(latest - wait) + " later so that polls spread";
    words += ": interval " + in_words(pace.interval);
    if (pace.min_interval > pace.interval) words += " raised to min_interval " + in_words(pace.min_interval);
    if (pace.failures > 0)
        words += ", doubled for each failure in a row after the first (" + std::to_string(pace.failures) + " so far)";
    if (pace.failures == 0)
        words += pace.rhythm > Duration(0) ? ", half the usual time between new articles " + in_words(pace.rhythm / 2)
                                           : ", no rhythm known yet";
    words += ", at most max_interval " + in_words(std::max(pace.max_interval, pace.interval));
    if (pace.failures == 0)
        words += pace.fresh_for ? ", the answer says it is fresh for " + in_words(*pace.fresh_for)
                                : ", the answer does not say how long it is fresh";
    if (pace.failures == 0) words += hint_words(pace.hints);
    if (pace.retry_after) words += ", Retry-After " + in_words(*pace.retry_after);
    if (pace.retry_after == longest_wait) words += ", the longest that is obeyed";
    return words;
}

Duration first_polls_apart(int max_connections) {
    return Duration(1s) / std::max(1, max_connections);
}

Duration updated_rhythm(Duration rhythm, std::size_t fresh, Duration elapsed, const source::Options& options) {
    if (fresh == 0) return std::min(std::max(rhythm, options.interval) * 11 / 10, 2 * options.max_interval);
    Duration observed = elapsed / static_cast<std::int64_t>(fresh);
    return rhythm.count() == 0 ? observed : (rhythm * 7 + observed * 3) / 10;
}

std::optional<Duration> freshness(const Response& response, TimePoint now) {
    std::optional<Duration> lifetime;
    bool uncacheable = false;
    each_directive(response.header("cache-control"), [&](std::string_view name, std::string_view value) {
        if (same_word(name, "max-age")) lifetime = seconds_of(value);
        if (same_word(name, "no-store") || same_word(name, "no-cache")) uncacheable = true;
    });
    if (uncacheable) return Duration(0);
    if (lifetime) {
        Duration age = seconds_of(ascii::trimmed(response.header("age"), " \t\"")).value_or(Duration(0));
        return std::max(Duration(0), *lifetime - age);
    }
    if (response.header("expires").empty()) return {};
    auto expires = parse_date(response.header("expires"));
    auto date = parse_date(response.header("date"));
    if (!expires) return Duration(0);  // RFC 9111 section 5.3: an invalid date means already expired
    return std::clamp(expires->time - (date ? date->time : now), Duration(0), longest_wait);
}

std::optional<Duration> retry_after(const Response& response, TimePoint now) {
    std::string_view value = ascii::trimmed(response.header("retry-after"), " \t\"");
    if (value.empty()) return {};
    if (auto seconds = seconds_of(value)) return seconds;
    if (is_beyond_dates(value)) return longest_wait;
    auto date = parse_date(value);
    // By the server's clock, if it says what that is: ours may be wrong.
    auto sent = parse_date(response.header("date"));
    if (sent) now = sent->time;
    if (!date || date->time <= now) return {};
    return std::min(date->time - now, longest_wait);
}

std::optional<Duration> page_retry(int failed) {
    if (failed < 1 || static_cast<std::size_t>(failed) > page_waits.size()) return {};
    return page_waits[static_cast<std::size_t>(failed) - 1];
}

}  // namespace newsbus::ingest
