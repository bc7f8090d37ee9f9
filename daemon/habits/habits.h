#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "habits/counter.h"

namespace newsbus::habits {

constexpr std::size_t hours_of_week = 168;

/// What an article may have or lack.
enum class Field : std::uint8_t {
    shown,  ///< a page shows the article: no wall, no error page, no refusal
    headline,
    text,
    whole,  ///< the text is at least a quarter as long as texts of this source usually are
    date,
    author,
    image,
};
constexpr std::size_t field_count = 7;

/// How often articles have one field, and what speaks for that having changed.
struct FieldHabit {
    std::uint16_t share = 0;     ///< of articles that have it, in 65,535ths
    std::uint8_t score = 0;      ///< evidence that they no longer do, before this hour; eighths of a nat (fields.cpp)
    std::int16_t this_hour = 0;  ///< what the articles of this hour say besides; never less than -score
    std::uint8_t recent = 0;     ///< the last eight articles: bit set = had it; the newest is bit 0
    bool operator==(const FieldHabit&) const = default;
};

/// What articles look like: those of the source's own answers, or those of the pages.
struct Looks {
    std::uint16_t seen = 0;           ///< articles learnt; stays at its greatest value
    float log_length = 0;             ///< mean of the logarithm of the length of texts
    std::uint32_t hour = 0;           ///< of the last article, since 1970
    std::uint16_t lost = 0;           ///< bit f: Field f, usual before, is missing now
    std::uint32_t lost_hour = 0;      ///< since when any is
    std::uint16_t lost_articles = 0;  ///< seen since then
    std::array<FieldHabit, field_count> fields{};
    bool operator==(const Looks&) const = default;

    const FieldHabit& operator[](Field field) const { return fields[static_cast<std::size_t>(field)]; }
    bool has_lost(Field field) const { return lost >> static_cast<int>(field) & 1; }
};

/// What is known of how a source usually behaves, learnt from its visits (learn.h) and asked by outlook.h. A value of
/// at most `most_bytes`; to keep it, keep its bytes().
/// Hours count from 1970 in UTC, so the hour of the week 0 is that of Thursday, 00:00.
struct Habits {
    /// Of each hour of the week: in how many weeks something new came in it. Older weeks count less.
    std::array<Counter, hours_of_week> hours{};
    float weeks = 0;         ///< watched, older ones counting less
    float articles = 0;      ///< that came in these weeks
    float gap_sum = 0;       ///< times without news that were watched: the news expected in each (outlook.h), added up
    float gap_squares = 0;   ///< the squares of these added up
    float longest_gap = 0;   ///< the longest such time, in hours; shrinks slowly
    std::uint32_t week = 0;  ///< since 1970: when older weeks were last made to count less
    std::uint64_t hours_met = 0;         ///< bit i: something came in the hour last_hour - i, and that is counted
    std::uint32_t last_hour = 0;         ///< since 1970
    std::optional<TimePoint> watched;    ///< until then `weeks` has been counted
    std::optional<TimePoint> last_news;  ///< when a visit last found something new
    float log_took = 0;  ///< mean of the logarithm of the milliseconds of an answer with a body; 0 = unknown
    float overlap = -1;  ///< mean share of known entries in an answer that brought news; -1 = unknown
    Looks entries, pages;
    bool operator==(const Habits&) const = default;

    static constexpr std::size_t most_bytes = 400;
    static constexpr float greatest = 1e9;  ///< of any number here; a greater one was not learnt

    /// The stored form: the same on every machine, its first byte a version.
    std::string bytes() const;

    /// Reads bytes(). Anything else (damaged, of another version) gives habits of which nothing is known.
    static Habits parse(std::string_view bytes);
};

}  // namespace newsbus::habits
