#pragma once

#include <cstddef>

#include "date/fields.h"
#include "date/tokens.h"

namespace newsbus::date {

/// Reads the time of day in a written date.
class Clock {
public:
    Clock(Tokens& tokens, Fields& fields) : tokens_(tokens), fields_(fields) {}

    /// A time that its own form gives away: 20:05, 20:05:09.123, 20:05:09:123, 7:8:9, 8:05 PM, 8 pm, 8.05 p. m., 20h05,
    /// 20.05 Uhr, klo 20.05, 2005 hrs, noon. False when it is impossible, not when there is none.
    bool read();

    /// A time right behind the date or in front of all, "6 May 2024, 20.05", once the date's tokens are used.
    bool read_beside_date();

    /// "T2005" or "T200509" of ISO 8601, whose T is token `i`.
    bool read_compact(std::size_t i);

    std::size_t begin() const { return begin_; }  ///< first token of the time
    std::size_t end() const { return end_; }      ///< the one behind its last; 0 = no time

    /// Is there a time of which nobody knows when it was? "midnight", "19:08 am", "7:08 xyz" whose last word may be the
    /// afternoon of some language. Asked when all readers have marked the words that they know.
    bool unclear() const;

private:
    bool read_colons();
    bool read_colons_at(std::size_t i);
    bool read_hour_sign();
    bool read_dots();
    bool read_bare_hour();
    bool read_named();
    bool is_offset(std::size_t i) const;
    bool is_hour_alone(std::size_t i) const;
    bool is_behind_date(std::size_t i) const;
    bool is_dotted(std::size_t i) const;
    void take_dotted(std::size_t i);
    std::size_t behind_dotted(std::size_t i) const;
    void set(int hour, int minute, std::size_t begin, std::size_t end);
    void skip_hour_word();
    void read_day_part();
    bool is_in_front(std::size_t i) const;
    bool is_unknown_behind() const;
    bool is_unknown_in_front() const;
    std::size_t day_part_behind() const;
    bool is_german_am(std::size_t i) const;
    void apply(DayPart part);

    Tokens& tokens_;
    Fields& fields_;
    std::size_t begin_ = 0, end_ = 0;
    bool unclear_ = false;
    bool settled_ = false;  ///< nothing is left to say of the part of the day
};

}  // namespace newsbus::date
