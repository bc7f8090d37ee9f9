#pragma once

#include <optional>
#include <string_view>

/// The parts of the day in written dates. Only this folder includes it.
namespace newsbus::date {

/// The part of the day that a time on a clock of twelve hours belongs to.
enum class DayPart {
    before_noon,  ///< "am", "before dawn": 12 is midnight
    morning,      ///< "in the morning": nobody knows what 12 is
    noontide,     ///< "around noon", on a clock
    after_noon,   ///< "pm", "in the afternoon": 12 is noon
    evening,      ///< "in the evening": nobody knows what 12 is
    noon,         ///< "noon": a time by itself
    night,        ///< "at night": before and after midnight
    midnight,     ///< "midnight": of the night before the day or behind it
    elsewhere,    ///< "em", "sa": a part of the day in a language that may not be the date's
};

/// "am", "p.m" (the last dot is left out) and their like in other languages, those of several words with '_' between
/// them. `word` is folded. Short ones that mean other things elsewhere count in their languages only (ISO 639), and are
/// `elsewhere` when `language` is unknown.
std::optional<DayPart> day_part_of(std::string_view word, std::string_view language);

/// Is it a word that often stands beside a time and says nothing of the part of the day: "updated", a day of the week?
/// `word` is folded.
bool tells_no_day_part(std::string_view word);

}  // namespace newsbus::date
