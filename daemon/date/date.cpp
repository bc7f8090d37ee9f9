#include "date/date.h"
#include "date/fields.h"
#include "date/words.h"

#include <algorithm>
#include <string>
#include <vector>

namespace newsbus {
namespace {

using namespace std::chrono;

constexpr std::size_t max_bytes = 200;
constexpr int first_year = 1900, last_year = 2099;  // of news; feeds write others only by mistake

struct Token {
    enum Kind { number, word, sign } kind;
    std::string_view text;   // folded
    std::int64_t value = 0;  // of a number
    bool spaced = false;     // white space stands in front of it
    bool used = false;
};

/// One date's text on its way from tokens to an instant. Each step marks the tokens it used; the first one that finds
/// nonsense ends it all, since half a date would be an invented one.
class DateScanner {
public:
    explicit DateScanner(std::string_view raw) : raw_(raw), text_(date::folded(raw)) {}

    std::optional<ParsedDate> run() {
        tokenize();
        if (auto epoch = epoch_seconds()) return epoch;
        if (!read_compact() && !(read_time() && read_zone() && (read_named_date() || read_numeric_date())))
            return std::nullopt;
        return date::instant(fields_);
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

    void tokenize() {
        tokens_.reserve(text_.size());
        bool spaced = false;
        for (std::size_t at = 0; at < text_.size();) {
            std::size_t end = at;
            Token token{Token::sign, {}};
            if (is_digit(text_[at])) {
                token.kind = Token::number;
                while (end < text_.size() && is_digit(text_[end])) ++end;
                for (std::size_t i = at; i < end && end - at <= 18; ++i)
                    token.value = token.value * 10 + (text_[i] - '0');
            } else if (is_letter(text_[at])) {
                token.kind = Token::word;
                while (end < text_.size() && is_letter(text_[end])) ++end;
                // "a.m." and "p.m." are one word each
                if (end == at + 1 && end + 1 < text_.size() && text_[end] == '.' && text_[end + 1] == 'm') end += 2;
            } else {
                ++end;
            }
            if (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\n' || text_[at] == '\r') {
                spaced = true;
            } else {
                token.text = std::string_view(text_).substr(at, end - at);
                token.spaced = spaced;
                tokens_.push_back(token);
                spaced = false;
            }
            at = end;
        }
    }

    const Token* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
    bool is(std::size_t i, Token::Kind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }
    bool is_free_number(std::size_t i) const { return is(i, Token::number) && !tokens_[i].used; }
    bool is_sign(std::size_t i, std::string_view any_of) const {
        return is(i, Token::sign) && any_of.find(tokens_[i].text[0]) != any_of.npos;
    }
    bool is_word(std::size_t i, std::string_view word) const { return is(i, Token::word) && tokens_[i].text == word; }
    std::size_t digits(std::size_t i) const { return is(i, Token::number) ? tokens_[i].text.size() : 0; }
    int value(std::size_t i) const { return static_cast<int>(std::min<std::int64_t>(tokens_[i].value, 1'000'000)); }
    void use(std::size_t first, std::size_t last) {
        for (std::size_t i = first; i <= last && i < tokens_.size(); ++i) tokens_[i].used = true;
    }

    /// Seconds or milliseconds since 1970, when that is all there is.
    std::optional<ParsedDate> epoch_seconds() const {
        if (tokens_.size() != 1) return std::nullopt;
        std::int64_t number = tokens_[0].value;
        if (digits(0) == 13) return between_epochs(milliseconds(number));
        if (digits(0) == 10) return between_epochs(seconds(number));
        return std::nullopt;
    }

    static std::optional<ParsedDate> between_epochs(milliseconds since_1970) {
        if (since_1970 < seconds(900'000'000) || since_1970 >= seconds(1'900'000'000)) return std::nullopt;
        return ParsedDate{TimePoint(since_1970), DatePrecision::second};
    }

    /// ISO 8601 without its hyphens: 20151231[T]2005[09], 031231, and days of the year: 2003365, 03335, 2003-365.
    bool read_compact() {
        if (!is(0, Token::number)) return false;
        std::int64_t number = tokens_[0].value;
        std::size_t next = 1;
        if (digits(0) == 4 && tokens_.size() >= 3 && is_sign(1, "-") && digits(2) == 3 && !is_sign(3, "-")) {
            set_day_of_year(static_cast<int>(number), value(2));
            next = 3;
        } else if (digits(0) == 14 || digits(0) == 12) {
            std::int64_t time = digits(0) == 14 ? number % 1'000'000 : number % 10'000 * 100;
            set_date_number(digits(0) == 14 ? number / 1'000'000 : number / 10'000);
            set_time_number(time, digits(0) == 14 ? DatePrecision::second : DatePrecision::minute);
        } else if (digits(0) == 8) {
            set_date_number(number);
        } else if (tokens_.size() == 1 && digits(0) == 7) {
            set_day_of_year(static_cast<int>(number / 1000), static_cast<int>(number % 1000));
        } else if (tokens_.size() == 1 && digits(0) == 6) {
            set_date_number(number + 10'000 * (full_year(static_cast<int>(number / 10'000)) - number / 10'000));
        } else if (tokens_.size() == 1 && digits(0) == 5) {
            set_day_of_year(full_year(static_cast<int>(number / 1000)), static_cast<int>(number % 1000));
        } else {
            return false;
        }
        use(0, next - 1);
        if (is_word(next, "t") && (digits(next + 1) == 6 || digits(next + 1) == 4)) {
            bool has_seconds = digits(next + 1) == 6;
            set_time_number(tokens_[next + 1].value * (has_seconds ? 1 : 100),
                            has_seconds ? DatePrecision::second : DatePrecision::minute);
            time_end_ = next + 2;
            return read_zone();
        }
        return read_time() && read_zone();
    }

    void set_date_number(std::int64_t number) {
        fields_.year = static_cast<int>(number / 10'000);
        fields_.month = static_cast<int>(number / 100 % 100);
        fields_.day = static_cast<int>(number % 100);
    }

    void set_time_number(std::int64_t number, DatePrecision precision) {
        fields_.hour = static_cast<int>(number / 10'000);
        fields_.minute = static_cast<int>(number / 100 % 100);
        fields_.second = static_cast<int>(number % 100);
        fields_.precision = precision;
    }

    void set_day_of_year(int written_year, int day) {
        year_month_day date{sys_days{year{written_year} / January / 1} + days{day - 1}};
        bool exists = day >= 1 && written_year >= first_year && date.year() == year{written_year};
        fields_.year = exists ? written_year : 0;
        fields_.month = static_cast<int>(static_cast<unsigned>(date.month()));
        fields_.day = static_cast<int>(static_cast<unsigned>(date.day()));
    }

    static int full_year(int two_digits) { return two_digits + (two_digits < 69 ? 2000 : 1900); }

    /// 20:05, 20:05:09.123, 20:05:09:123, 8:05 PM, 8 pm, 20h05. False when it is impossible, not when there is none.
    bool read_time() {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!is_free_number(i) || digits(i) > 2) continue;
            bool colon = is_sign(i + 1, ":") && digits(i + 2) == 2;
            bool h = is_word(i + 1, "h") && digits(i + 2) == 2 && !tokens_[i + 2].spaced;
            if (colon || h) return read_clock(i);
        }
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            if (!is_free_number(i) || digits(i) > 2) continue;
            if (is(i + 1, Token::word) && date::noon_of(tokens_[i + 1].text)) {
                fields_.hour = value(i);
                fields_.precision = DatePrecision::minute;
                time_end_ = i + 1;
                use(i, i);
                return read_noon();
            }
        }
        return true;
    }

    bool read_clock(std::size_t i) {
        fields_.hour = value(i);
        fields_.minute = value(i + 2);
        fields_.precision = DatePrecision::minute;
        std::size_t end = i + 3;
        if (is_sign(end, ":") && is(end + 1, Token::number)) {
            if (digits(end + 1) > 2) return false;
            fields_.second = value(end + 1);
            fields_.precision = DatePrecision::second;
            end += 2;
            bool colon = is_sign(end, ":");
            if ((colon || is_sign(end, ".,")) && is(end + 1, Token::number) && !tokens_[end + 1].spaced) {
                if (colon && digits(end + 1) != 3) return false;
                std::string fraction = std::string(tokens_[end + 1].text) + "00";
                fields_.millis = (fraction[0] - '0') * 100 + (fraction[1] - '0') * 10 + (fraction[2] - '0');
                end += 2;
            }
        }
        use(i, end - 1);
        time_end_ = end;
        return read_noon();
    }

    /// Before or after the time: "8:05 PM", "PM 8:05".
    bool read_noon() {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!is(i, Token::word)) continue;
            auto noon = date::noon_of(tokens_[i].text);
            if (!noon) continue;
            if (*noon == date::Noon::after && fields_.hour < 12) fields_.hour += 12;
            if (*noon == date::Noon::before && fields_.hour == 12) fields_.hour = 0;
            use(i, i);
            if (i == time_end_) ++time_end_;
            if (is_sign(time_end_, ".")) ++time_end_;
            break;
        }
        return true;
    }

    /// What stands right after the time: Z, +01:00, GMT+1, EST, Europe/Berlin. False for half an offset ("+zz:00").
    bool read_zone() {
        if (time_end_ == 0) return true;
        std::size_t i = time_end_;
        if (is_sign(i, "([")) ++i;
        if (is(i, Token::word)) {
            if (is_sign(i + 1, "/") && is(i + 2, Token::word)) return read_zone_name(i);
            auto minutes = date::zone_offset(tokens_[i].text);
            if (!minutes) return true;
            fields_.offset = *minutes;
            use(i, i);
            bool universal = *minutes == 0;
            return !universal || !is_sign(i + 1, "+-") || !is(i + 2, Token::number) || tokens_[i + 2].spaced ||
                   read_offset(i + 1);
        }
        if (!is_sign(i, "+-")) return true;
        bool attached = is(i + 1, Token::number) && !tokens_[i + 1].spaced;
        if (!attached) return is_sign(i, "-") && (tokens_[i].spaced || !at(i + 1));
        return read_offset(i);
    }

    bool read_offset(std::size_t i) {
        int hours = value(i + 1), minutes = 0;
        std::size_t end = i + 2;
        if (digits(i + 1) == 4) {
            minutes = hours % 100;
            hours /= 100;
        } else if (digits(i + 1) > 2) {
            return false;
        } else if (is_sign(end, ":")) {
            if (digits(end + 1) != 2) return false;
            minutes = value(end + 1);
            end += 2;
        }
        if (hours > 15 || minutes > 59) return false;
        fields_.offset = (hours * 60 + minutes) * (is_sign(i, "-") ? -1 : 1);
        use(i, end - 1);
        return true;
    }

    /// An IANA name, in its own case, which only ASCII texts still have at the same place.
    bool read_zone_name(std::size_t i) {
        if (raw_.size() != text_.size()) return true;
        auto begin = static_cast<std::size_t>(tokens_[i].text.data() - text_.data());
        std::size_t end = begin;
        auto belongs = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '/' || c == '_' || c == '-';
        };
        while (end < raw_.size() && belongs(raw_[end])) ++end;
        fields_.zone = raw_.substr(begin, end - begin);
        for (Token& token : tokens_) {
            auto place = static_cast<std::size_t>(token.text.data() - text_.data());
            token.used = token.used || (place >= begin && place < end);
        }
        return true;
    }

    /// 2 February 2015, Feb 2 2015, 2015-Feb-02, 2 Feb 15.
    bool read_named_date() {
        auto at = month_token();
        if (!at) return false;
        fields_.month = *date::month_of(tokens_[*at].text);
        std::optional<std::size_t> before, first, second;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!is_free_number(i)) continue;
            if (i < *at)
                before = i;
            else if (!first)
                first = i;
            else if (!second)
                second = i;
        }
        if (before && digits(*before) == 4) return set_day_and_year(first, before);
        if (before) return set_day_and_year(before, first);
        return set_day_and_year(first, second);
    }

    /// "2 months ago", which is not August.
    bool ends_a_span(std::size_t i) const {
        static constexpr std::string_view units[] = {"second", "minute", "min",   "hour", "hr",
                                                     "day",    "week",   "month", "year"};
        if (i == 0 || !is_word(i, "ago") || !is(i - 1, Token::word)) return false;
        std::string_view unit = tokens_[i - 1].text;
        if (unit.ends_with('s')) unit.remove_suffix(1);
        return std::ranges::find(units, unit) != std::end(units);
    }

    /// The month's name; "mar" is Tuesday in Romance languages when another month follows.
    std::optional<std::size_t> month_token() const {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!is(i, Token::word) || tokens_[i].used || !date::month_of(tokens_[i].text)) continue;
            if (ends_a_span(i)) continue;
            if (found && tokens_[*found].text != "mar") break;
            found = i;
        }
        return found;
    }

    bool set_day_and_year(std::optional<std::size_t> day, std::optional<std::size_t> year) {
        if (!day || !year || digits(*day) > 2) return false;
        if (digits(*year) != 4 && digits(*year) != 2) return false;
        fields_.day = value(*day);
        fields_.year = digits(*year) == 2 ? full_year(value(*year)) : value(*year);
        return true;
    }

    /// 2015-02-02, 2.2.2015 and 2-2-2015 (day first unless it cannot be), 2/14/2015 and 14/2/2015. Of two numbers that
    /// may both be months, slashes do not tell which is the month: half the world reads it one way, half the other.
    bool read_numeric_date() {
        for (std::size_t i = 0; i + 4 < tokens_.size(); ++i) {
            if (!is_free_number(i) || !is_free_number(i + 2) || !is_free_number(i + 4)) continue;
            if (!is_sign(i + 1, "-/.") || !is_sign(i + 3, "-/.")) continue;
            return set_numeric_date(i, tokens_[i + 1].text[0]);
        }
        return false;
    }

    bool set_numeric_date(std::size_t i, char separator) {
        int first = value(i), second = value(i + 2), third = value(i + 4);
        bool year_first = digits(i) == 4 || (digits(i) == 2 && digits(i + 4) == 2 && separator == '-');
        if (digits(i + 2) > 3 || (!year_first && digits(i + 2) > 2)) return false;
        if (year_first) {
            if (digits(i + 4) > 2) return false;
            fields_.year = digits(i) == 4 ? first : full_year(first);
            fields_.month = second;
            fields_.day = third;
            return true;
        }
        if (digits(i) > 2 || (digits(i + 4) != 4 && digits(i + 4) != 2)) return false;
        if (separator == '/' && first <= 12 && second <= 12 && first != second) return false;
        bool month_first = second > 12;
        fields_.year = digits(i + 4) == 4 ? third : full_year(third);
        fields_.month = month_first ? first : second;
        fields_.day = month_first ? second : first;
        return true;
    }

    std::string_view raw_;
    std::string text_;
    std::vector<Token> tokens_;
    date::Fields fields_;
    std::size_t time_end_ = 0;  // first token after the time; 0 = no time
};

bool is_possible(const date::Fields& fields) {
    year_month_day date{year{fields.year}, month{static_cast<unsigned>(fields.month)},
                        day{static_cast<unsigned>(fields.day)}};
    bool midnight = fields.hour == 24 && fields.minute == 0 && fields.second == 0;
    return date.ok() && fields.year >= first_year && fields.year <= last_year && (fields.hour < 24 || midnight) &&
           fields.minute < 60 && fields.second <= 60;
}

}  // namespace

std::optional<ParsedDate> date::instant(const Fields& fields) {
    if (!is_possible(fields)) return std::nullopt;
    sys_days date = year{fields.year} / fields.month / fields.day;
    TimePoint time = date + hours(fields.hour) + minutes(fields.minute) + seconds(fields.second) +
                     milliseconds(fields.millis) - minutes(fields.offset);
    if (!fields.zone.empty()) time -= offset_in_zone(fields.zone, time);
    if (time == TimePoint{}) return std::nullopt;  // nobody's news: a zero printed as a date
    return ParsedDate{time, fields.precision};
}

std::optional<ParsedDate> parse_date(std::string_view text) {
    if (text.empty() || text.size() > max_bytes) return std::nullopt;
    if (auto fields = date::plain_fields(text)) return date::instant(*fields);
    return DateScanner(text).run();
}

}  // namespace newsbus
