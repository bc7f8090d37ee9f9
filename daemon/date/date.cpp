#include "date/date.h"
#include "date/calendar.h"
#include "date/clock.h"
#include "date/day_order.h"
#include "date/fields.h"
#include "date/tokens.h"
#include "date/written_zone.h"

namespace newsbus {
namespace {

using namespace std::chrono;

constexpr std::size_t max_bytes = 200;
constexpr int first_year = 1900, last_year = 2099;  // of news; feeds write others only by mistake

/// One date's text on its way from tokens to an instant. The first step that finds nonsense ends it all, since half a
/// date would be an invented one.
class DateReader {
public:
    DateReader(std::string_view raw, const DateContext& context)
        : tokens_(raw, context),
          context_(context),
          calendar_(tokens_, fields_,
                    context.for_readers ? date::day_order(context.language, context.host) : date::DayOrder::unknown) {}

    std::optional<ParsedDate> run() {
        if (auto epoch = epoch_seconds()) return epoch;
        if (!read_fields() || !date::is_possible(fields_)) return std::nullopt;
        if (clock_.unclear() || !zone_.settle(fields_, context_)) keep_day_only();
        return date::instant(fields_);
    }

private:
    /// Seconds or milliseconds since 1970, when that is all there is.
    std::optional<ParsedDate> epoch_seconds() const {
        if (tokens_.size() != 1) return std::nullopt;
        std::int64_t number = tokens_[0].value;
        if (tokens_.digits(0) == 13) return between_epochs(milliseconds(number));
        if (tokens_.digits(0) == 10) return between_epochs(seconds(number));
        return std::nullopt;
    }

    static std::optional<ParsedDate> between_epochs(milliseconds since_1970) {
        if (since_1970 < seconds(900'000'000) || since_1970 >= seconds(1'900'000'000)) return std::nullopt;
        return ParsedDate{TimePoint(since_1970), DatePrecision::second};
    }

    bool read_fields() {
        if (std::size_t behind = calendar_.read_compact()) return read_time_behind(behind);
        for (std::size_t i = 1; i + 1 < tokens_.size(); ++i)  // 2024-05-06T070809
            if (tokens_.is_number(i - 1) && tokens_.is_attached(i) && clock_.read_compact(i))
                return read_zone() && calendar_.read();
        if (!clock_.read() || !read_zone() || !calendar_.read()) return false;
        return clock_.end() > 0 || !clock_.read_beside_date() || read_zone();
    }

    bool read_time_behind(std::size_t compact) {
        bool has_time = fields_.precision != DatePrecision::day;
        if (has_time) return zone_.read(0, compact);
        if (!clock_.read_compact(compact) && !clock_.read()) return false;
        return read_zone();
    }

    bool read_zone() { return clock_.end() == 0 || zone_.read(clock_.begin(), clock_.end()); }

    void keep_day_only() {
        fields_.hour = fields_.minute = fields_.second = fields_.millis = fields_.offset = 0;
        fields_.precision = DatePrecision::day;
    }

    date::Tokens tokens_;
    const DateContext& context_;
    date::Fields fields_;
    date::Clock clock_{tokens_, fields_};
    date::Calendar calendar_;
    date::WrittenZone zone_{tokens_};
};

}  // namespace

bool date::is_possible(const Fields& fields) {
    year_month_day date{year{fields.year}, month{static_cast<unsigned>(fields.month)},
                        day{static_cast<unsigned>(fields.day)}};
    bool midnight = fields.hour == 24 && fields.minute == 0 && fields.second == 0;
    return date.ok() && fields.year >= first_year && fields.year <= last_year && (fields.hour < 24 || midnight) &&
           fields.minute < 60 && fields.second <= 60;
}

TimePoint date::local_time(const Fields& fields) {
    sys_days date = year{fields.year} / fields.month / fields.day;
    return date + hours(fields.hour) + minutes(fields.minute) + seconds(fields.second) + milliseconds(fields.millis);
}

std::optional<ParsedDate> date::instant(const Fields& fields) {
    if (!is_possible(fields)) return std::nullopt;
    TimePoint time = local_time(fields) - minutes(fields.offset);
    if (time == TimePoint{} || local_time(fields) == TimePoint{}) return std::nullopt;  // a zero printed as a date
    return ParsedDate{time, fields.precision};
}

std::optional<ParsedDate> parse_date(std::string_view text, const DateContext& context) {
    if (text.empty() || text.size() > max_bytes) return std::nullopt;
    if (auto fields = date::plain_fields(text)) return date::instant(*fields);
    return DateReader(text, context).run();
}

}  // namespace newsbus
