#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The words of written dates. Only this folder includes it.
namespace newsbus::date {

/// `text` in the form that dates are read in: lower case, compatibility forms and accents undone, digits in ASCII, the
/// signs of East Asian dates replaced by punctuation: "2015年2月2日" -> "2015-2-2 ". ASCII text keeps its length.
std::string folded(std::string_view text);

/// 1 to 12 for the name of a month in one of some forty languages, or for its first letters (three or more) when they
/// fit one month only. `word` is folded.
std::optional<int> month_of(std::string_view word);

/// The part of the day that a time on a clock of twelve hours belongs to.
enum class DayPart {
    before_noon,  ///< "am", "in the morning"
    after_noon,   ///< "pm", "in the afternoon", "in the evening"
    noon,         ///< "noon": a time by itself
    night,        ///< "at night": before and after midnight
    midnight,     ///< "midnight": of the night before the day or behind it
};

/// "am", "p.m" (the last dot is left out) and their like in other languages. `word` is folded.
std::optional<DayPart> day_part_of(std::string_view word);

}  // namespace newsbus::date
