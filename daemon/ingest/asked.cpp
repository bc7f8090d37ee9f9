#include "ingest/asked.h"

#include "base/ascii.h"
#include "date/date.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace newsbus::ingest {
namespace {

/// "3600" in seconds, anything else nothing. Too large a number is the longest wait.
std::optional<Duration> seconds_of(std::string_view text) {
    std::int64_t value = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || value < 0) return {};
    if (failed == std::errc::result_out_of_range) return longest_asked;
    if (failed != std::errc()) return {};
    return std::min<Duration>(longest_asked, std::chrono::seconds(std::min<std::int64_t>(value, 1 << 30)));
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

}  // namespace

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
    return std::clamp(expires->time - (date ? date->time : now), Duration(0), longest_asked);
}

std::optional<Duration> retry_after(const Response& response, TimePoint now) {
    std::string_view value = ascii::trimmed(response.header("retry-after"), " \t\"");
    if (value.empty()) return {};
    if (auto seconds = seconds_of(value)) return seconds;
    if (is_beyond_dates(value)) return longest_asked;
    auto date = parse_date(value);
    // By the server's clock, if it says what that is: ours may be wrong.
    auto sent = parse_date(response.header("date"));
    if (sent) now = sent->time;
    if (!date || date->time <= now) return {};
    return std::min(date->time - now, longest_asked);
}

}  // namespace newsbus::ingest
