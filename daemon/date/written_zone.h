#pragma once

#include <cstddef>
#include <string>

#include "date/date_context.h"
#include "date/fields.h"
#include "date/tokens.h"

namespace newsbus::date {

/// The zone of a written time. Its name is found first and understood when the day is known, since names mean different
/// things at different times.
class WrittenZone {
public:
    explicit WrittenZone(Tokens& tokens) : tokens_(tokens) {}

    /// Looks right behind the time that the tokens from `begin` to `end` are, then in front of it: Z, +01:00, GMT+1,
    /// EST, (Eastern Time), Europe/Berlin. False for half an offset ("+zz:00").
    bool read(std::size_t begin, std::size_t end);

    /// Puts the offset into `fields`, whose day and time are set; false when nobody can tell it.
    bool settle(Fields& fields, const DateContext& context) const;

private:
    bool read_offset(std::size_t i);
    bool read_word(std::size_t i);
    bool read_iana(std::size_t i);
    bool read_phrase(std::size_t i);
    bool is_abbreviation(std::size_t i) const;
    bool is_doubtful(std::size_t i) const;
    bool is_unknown_zone(std::size_t i) const;

    Tokens& tokens_;
    int offset_ = 0;
    std::string name_;  // of an abbreviation or long name, folded
    std::string iana_;
    bool unknown_ = false;
};

}  // namespace newsbus::date
