#include "extract/words/date_text.h"

#include "base/ascii.h"
#include "date/date.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_line = 200;
constexpr std::size_t most_words = 5;  // of a date: "Wednesday, 3 May 2023"

// "1 month ago 26" is no date: a year has four digits here.
bool readable(std::string_view text) {
    return has_year(text) && parse_date(text).has_value();
}

// "17.11.19"
bool is_short_numeric(std::string_view word) {
    auto dots = std::count(word.begin(), word.end(), '.');
    return dots == 2 && word.size() >= 6 && word.size() <= 8 && word.find_first_not_of("0123456789.") == word.npos;
}

struct Word {
    std::size_t begin, end;
};

std::vector<Word> words_of(std::string_view line) {
    std::vector<Word> words;
    for (std::size_t at = 0; (at = line.find_first_not_of(' ', at)) != std::string_view::npos;) {
        std::size_t end = std::min(line.find(' ', at), line.size());
        words.push_back({at, end});
        at = end;
    }
    return words;
}

std::string_view without_signs(std::string_view text) {
    while (!text.empty() && std::string_view(",;|-)(").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return text;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

std::string date_in(std::string_view line) {
    for (std::size_t at = 0; at + 10 <= line.size(); ++at) {  // an ISO date without a time, among other words
        std::string_view piece = line.substr(at, 10);
        bool shaped = piece[4] == '-' && piece[7] == '-' && piece[0] >= '1' && piece[0] <= '2';
        if (shaped && line.substr(at + 10, 1) != "T" && readable(piece)) return std::string(piece);
    }
    if (readable(line)) return std::string(line);
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || has_digit(line.substr(0, colon))) return {};
    std::string_view rest = line.substr(colon + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return readable(rest) ? std::string(rest) : std::string();
}

WrittenDate date_within(std::string_view line) {
    if (line.size() > longest_line || !has_digit(line)) return {};
    std::vector<Word> words = words_of(line);
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (std::size_t n = 1; n <= most_words && i + n <= words.size(); ++n) {
            std::string_view piece = without_signs(line.substr(words[i].begin, words[i + n - 1].end - words[i].begin));
            bool read = n == 1 && is_short_numeric(piece) ? parse_date(piece).has_value() : readable(piece);
            if (!read) continue;
            // Words ahead of the date are not part of it.
            while (n > 1) {
                std::string_view shorter = piece.substr(words[i + 1].begin - words[i].begin);
                auto less = parse_date(shorter);
                if (!has_year(shorter) || !less || less->time != parse_date(piece)->time) break;
                piece = shorter, ++i, --n;
            }
            return {words[i].begin, std::string(piece)};
        }
    }
    return {};
}

std::size_t short_date_in(std::string_view line) {
    constexpr std::string_view digits = "0123456789", parts = "0123456789/.-";
    for (std::size_t at = 0; at < line.size();) {
        if (!ascii::is_digit(line[at])) {
            ++at;
            continue;
        }
        const std::size_t end = std::min(line.find_first_not_of(parts, at), line.size());
        const std::string_view word = line.substr(at, end - at);
        const std::size_t first = word.find_first_of("/."), second = word.find_first_of("/.", first + 1);
        const bool whole =
            (at == 0 || line[at - 1] == ' ') && (end == line.size() || line[end] == ' ' || line[end] == ',');
        if (whole && second != word.npos && word[first] == word[second] && word.size() == second + 3 && first <= 2 &&
            second - first <= 3 && second > first + 1 && digits.find(word.back()) != digits.npos &&
            digits.find(word[second + 1]) != digits.npos && (word[first] == '/' || word.size() == 8))
            return at;
        at = end;
    }
    return line.npos;
}

std::string_view with_zone(std::string_view shown, std::string_view stated) {
    constexpr std::chrono::hours widest{14};
    constexpr std::chrono::minutes step{15};
    if (stated.empty()) return shown;
    const auto local = parse_date(shown), moment = parse_date(stated);
    if (!local || !moment || local->precision == DatePrecision::day) return shown;
    const auto apart = local->time > moment->time ? local->time - moment->time : moment->time - local->time;
    return apart <= widest && apart % step == apart.zero() ? stated : shown;
}

}  // namespace newsbus::extract
