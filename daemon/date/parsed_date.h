#pragma once

#include "base/time.h"

namespace newsbus {

/// How much of a date was written, and is certain.
enum class DatePrecision { none, day, minute, second };

/// A date that a publisher wrote.
struct ParsedDate {
    TimePoint time;                                   ///< UTC; a missing zone is read as UTC
    DatePrecision precision = DatePrecision::second;  ///< what was written and is certain
    bool operator==(const ParsedDate&) const = default;
};

}  // namespace newsbus
