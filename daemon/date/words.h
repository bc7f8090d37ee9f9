#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

/// The words of written dates. Only this folder includes it.
namespace newsbus::date {

/// `text` in the form that dates are read in: lower case, compatibility forms and accents undone, digits in ASCII, the
/// signs of East Asian dates replaced by punctuation: "2015年2月2日" -> "2015-2-2 ". ASCII text keeps its length.
std::string folded(std::string_view text);

/// 1 to 12 for the name of a month in one of some seventy languages, or for its first letters (three or more) when they
/// fit one month only. `word` is folded. `language` (ISO 639, "" = unknown) tells what "listopad" is: October in
/// Croatian, November in Polish, and nothing when the language is neither.
std::optional<int> month_of(std::string_view word, std::string_view language);

/// The same for a name of several words, which have '_' between them, or of letters with dots: "tháng_năm", "พ.ค".
std::optional<int> month_of_phrase(std::string_view words);

/// Calls `each` with every word of a list that has blanks between them.
template <class Each>
void for_each_word(std::string_view words, Each each) {
    for (std::size_t begin = 0; begin < words.size();) {
        std::size_t end = std::min(words.find(' ', begin), words.size());
        each(words.substr(begin, end - begin));
        begin = end + 1;
    }
}

/// Is the word in such a list?
bool lists(std::string_view words, std::string_view word);

}  // namespace newsbus::date
