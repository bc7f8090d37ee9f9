#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "date/day_order.h"
#include "date/fields.h"
#include "date/tokens.h"

namespace newsbus::date {

/// Reads the day in a written date.
class Calendar {
public:
    Calendar(Tokens& tokens, Fields& fields, DayOrder order) : tokens_(tokens), fields_(fields), order_(order) {}

    /// ISO 8601 without its hyphens at the beginning: 20151231, 201512312005[09], 031231, and days of the year:
    /// 2003365, 03335, 2003-365. Sets the time as well where it is in the same number. Gives the token behind, 0 for
    /// another form.
    std::size_t read_compact();

    /// A day with the month's name, else one of numbers only. False when neither is there, or it is unclear.
    bool read() { return read_named() || read_persian() || read_numeric(); }

private:
    bool read_named();
    bool read_persian();
    bool read_numeric();
    bool set_numeric(std::size_t i, char separator);
    bool set_persian(int year, int month, int day);
    bool set_short_years(int first, int second, int third);
    bool set_day_and_year(std::size_t month, std::optional<std::size_t> day, std::optional<std::size_t> year);
    void set_date_number(std::int64_t number);
    void set_day_of_year(int written_year, int day);
    int era_before(std::size_t i) const;
    bool ends_a_span(std::size_t i) const;
    std::optional<std::size_t> month_token() const;
    std::optional<std::size_t> year_before(std::size_t day) const;

    Tokens& tokens_;
    Fields& fields_;
    DayOrder order_;
};

}  // namespace newsbus::date
