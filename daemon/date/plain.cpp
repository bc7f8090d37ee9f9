#include "date/fields.h"

namespace newsbus::date {
namespace {

constexpr std::string_view day_names = "Mon Tue Wed Thu Fri Sat Sun ";
constexpr std::string_view month_names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";

/// Takes a date from the front of a text. The first thing that is not there ends it: `good` is false from then on.
class Taker {
public:
    explicit Taker(std::string_view text) : rest_(text) {}

    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }
    bool sees(char c) const { return !rest_.empty() && rest_.front() == c; }
    bool sees_digit() const { return !rest_.empty() && is_digit(rest_.front()); }

    bool take(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }

    void need(std::string_view text) { good_ = take(text) && good_; }

    /// A number of just that many digits.
    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) value = value * 10 + digit();
        good_ = good_ && !sees_digit();
        return value;
    }

    /// A number of one or two.
    int short_number() {
        int value = digit();
        return sees_digit() ? value * 10 + number(1) : value;
    }

    /// Digits of a second, of which three count.
    int millis() {
        int value = digit() * 100;
        for (int worth = 10; good_ && sees_digit(); worth /= 10) value += worth * digit();
        return value;
    }

    /// The place of three letters among `names`, from 0.
    int name(std::string_view names) {
        std::size_t at = rest_.size() < 3 ? names.npos : names.find(rest_.substr(0, 3));
        good_ = good_ && at != names.npos && at % 4 == 0;
        if (good_) rest_.remove_prefix(3);
        return static_cast<int>(at / 4);
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    int digit() {
        good_ = good_ && sees_digit();
        if (!good_) return 0;
        int value = rest_.front() - '0';
        rest_.remove_prefix(1);
        return value;
    }

    std::string_view rest_;
    bool good_ = true;
};

void take_seconds(Taker& taker, Fields& fields) {
    taker.need(":");
    fields.second = taker.number(2);
    fields.precision = DatePrecision::second;
}

/// "+0100", or with a colon in between; larger ones are left to the tolerant reader to refuse.
void take_offset(Taker& taker, Fields& fields, bool colon) {
    int sign = taker.take("-") ? -1 : 1;
    if (sign > 0) taker.need("+");
    int hours = 0, minutes = 0;
    if (colon) {
        hours = taker.number(2);
        taker.need(":");
        minutes = taker.number(2);
    } else {
        int both = taker.number(4);
        hours = both / 100;
        minutes = both % 100;
    }
    if (hours > 15 || minutes > 59) taker.need("no such offset");
    fields.offset = sign * (hours * 60 + minutes);
}

std::optional<Fields> finished(Taker& taker, const Fields& fields) {
    if (!taker.good() || !taker.at_end()) return std::nullopt;
    return fields;
}

std::optional<Fields> rfc3339(std::string_view text) {
    Taker taker(text);
    Fields fields;
    fields.year = taker.number(4);
    taker.need("-");
    fields.month = taker.number(2);
    taker.need("-");
    fields.day = taker.number(2);
    taker.need(taker.sees(' ') ? " " : "T");
    fields.hour = taker.number(2);
    taker.need(":");
    fields.minute = taker.number(2);
    take_seconds(taker, fields);
    if (taker.take(".")) fields.millis = taker.millis();
    if (taker.good() && !taker.at_end() && !taker.take("Z")) take_offset(taker, fields, true);
    return finished(taker, fields);
}

std::optional<Fields> rfc822(std::string_view text) {
    Taker taker(text);
    Fields fields;
    if (!taker.sees_digit()) {
        taker.name(day_names);
        taker.need(", ");
    }
    fields.day = taker.short_number();
    taker.need(" ");
    fields.month = taker.name(month_names) + 1;
    taker.need(" ");
    fields.year = taker.number(4);
    taker.need(" ");
    fields.hour = taker.number(2);
    taker.need(":");
    fields.minute = taker.number(2);
    take_seconds(taker, fields);
    taker.need(" ");
    if (taker.good() && !taker.take("GMT") && !taker.take("UTC")) take_offset(taker, fields, false);
    return finished(taker, fields);
}

}  // namespace

std::optional<Fields> plain_fields(std::string_view text) {
    return text.size() > 4 && text[4] == '-' ? rfc3339(text) : rfc822(text);
}

}  // namespace newsbus::date
