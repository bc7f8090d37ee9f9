#include "base/time.h"

#include <spdlog/fmt/fmt.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>

namespace newsbus {
namespace {

using namespace std::chrono;

/// Reads fixed-width decimal fields off the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool number(std::size_t width, int& value) {
        if (rest_.size() < width) return false;
        auto [end, failed] = std::from_chars(rest_.data(), rest_.data() + width, value);
        if (failed != std::errc() || end != rest_.data() + width || rest_[0] == '-') return false;
        rest_.remove_prefix(width);
        return true;
    }
    bool any_of(std::string_view characters, char& found) {
        if (rest_.empty() || characters.find(rest_[0]) == characters.npos) return false;
        found = rest_[0];
        rest_.remove_prefix(1);
        return true;
    }
    bool skip(std::string_view characters) {
        char ignored;
        return any_of(characters, ignored);
    }
    /// ".123456" as milliseconds; nothing there is 0.
    bool fraction(int& millis) {
        millis = 0;
        if (!skip(".")) return true;
        std::size_t digits = 0;
        for (int scale = 100; !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; scale /= 10, ++digits) {
            millis += scale * (rest_[0] - '0');
            rest_.remove_prefix(1);
        }
        return digits > 0;
    }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

struct Unit {
    std::string_view name;
    std::int64_t millis;
};
constexpr std::array units{Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1000},
                           Unit{"ms", 1}};

}  // namespace

std::string format_rfc3339(TimePoint time) {
    auto day = floor<days>(time);
    year_month_day date{day};
    hh_mm_ss clock{time - day};
    std::string text =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int(date.year()), unsigned(date.month()),
                    unsigned(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count());
    if (auto millis = clock.subseconds().count()) text += fmt::format(".{:03}", millis);
    return text + 'Z';
}

std::string format_rfc3339_local(TimePoint time) {
    std::time_t seconds = floor<std::chrono::seconds>(time).time_since_epoch().count();
    std::tm local{};
    ::tzset();
    ::localtime_r(&seconds, &local);
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                                   local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec);
    long minutes = local.tm_gmtoff / 60;
    if (minutes == 0) return text + "Z";
    return text + fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

std::optional<TimePoint> parse_rfc3339(std::string_view text) {
    Scanner in(text);
    int y, mo, d, h, mi, s, millis, zone_hours = 0, zone_minutes = 0;
    char sign = 'Z';
    bool shaped = in.number(4, y) && in.skip("-") && in.number(2, mo) && in.skip("-") && in.number(2, d) &&
                  in.skip("Tt ") && in.number(2, h) && in.skip(":") && in.number(2, mi) && in.skip(":") &&
                  in.number(2, s) && in.fraction(millis) && in.any_of("Zz+-", sign);
    if (shaped && (sign == '+' || sign == '-'))
        shaped = in.number(2, zone_hours) && in.skip(":") && in.number(2, zone_minutes);
    if (!shaped || !in.at_end()) return {};

    year_month_day date{year{y}, month(unsigned(mo)), day(unsigned(d))};
    if (!date.ok() || h > 23 || mi > 59 || s > 60 || zone_hours > 23 || zone_minutes > 59) return {};
    auto offset = hours(zone_hours) + minutes(zone_minutes);
    TimePoint local = sys_days(date) + hours(h) + minutes(mi) + seconds(s) + milliseconds(millis);
    return sign == '-' ? local + offset : local - offset;
}

std::string format_http_date(TimePoint time) {
    static constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto day = floor<days>(time);
    year_month_day date{day};
    hh_mm_ss clock{floor<seconds>(time - day)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[weekday(day).c_encoding()],
                       unsigned(date.day()), months[unsigned(date.month()) - 1], int(date.year()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::optional<Duration> parse_duration(std::string_view text) {
    std::int64_t amount = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (failed != std::errc() || amount < 0) return {};
    std::string_view name(end, text.data() + text.size() - end);
    for (const Unit& unit : units)
        if (unit.name == name && amount <= (std::int64_t{1} << 50) / unit.millis) return Duration(amount * unit.millis);
    return {};
}

std::string format_duration(Duration duration) {
    if (duration.count() == 0) return "0s";
    for (const Unit& unit : units)
        if (duration.count() % unit.millis == 0) return fmt::format("{}{}", duration.count() / unit.millis, unit.name);
    std::abort();  // the last unit divides everything
}

}  // namespace newsbus
