#include "date/clock.h"

#include <algorithm>
#include <string>

namespace newsbus::date {
namespace {

/// Say that the number before them is an hour.
constexpr std::string_view hour_words[] = {"h", "hs", "hr", "hrs", "hours", "uhr", "uur", "heures", "heure", "horas"};
/// Say that a time follows.
constexpr std::string_view time_words[] = {"um",  "at",  "klo",  "kl",   "klockan", "klokken", "pukul",
                                           "jam", "ore", "ora",  "alle", "om",      "as",      "las",
                                           "a",   "o",   "godz", "в",    "о"};
/// Stand between a time and its part of the day: "7:08 in the evening", "7:08 de la tarde".
constexpr std::string_view between[] = {"in", "the", "at", "de", "la",  "da", "du", "del", "der", "l",  "di", "ng",
                                        "om", "pa",  "na", "no", "por", "s",  "το", "e",   "y",   "am", "le"};
/// Say that the time in front of them is one, and no more.
constexpr std::string_view said_hours[] = {"hod",   "hodin", "sati", "sata", "ч",  "час",
                                           "часов", "gio",   "น",    "बज",   "بجے"};
constexpr std::string_view german_days[] = {"montag",  "dienstag", "mittwoch",  "donnerstag", "freitag",
                                            "samstag", "sonntag",  "sonnabend", "mo",         "di",
                                            "mi",      "do",       "fr",        "sa",         "so"};

template <std::size_t N>
bool one_of(std::string_view word, const std::string_view (&words)[N]) {
    return std::ranges::find(words, word) != std::end(words);
}

/// Chinese, Japanese, Korean: their parts of the day stand in front of the time, and are known.
bool is_east_asian(std::string_view word) {
    auto first = static_cast<unsigned char>(word[0]),
         second = static_cast<unsigned char>(word.size() > 1 ? word[1] : 0);
    return (first >= 0xE3 && first <= 0xE9) || (first == 0xE1 && second >= 0x84 && second < 0x88);
}

/// Does the word begin in a script that has no capitals and puts parts of the day in front: Hebrew to Georgian,
/// Ethiopic?
bool is_of_southern_script(std::string_view word) {
    auto first = static_cast<unsigned char>(word[0]),
         second = static_cast<unsigned char>(word.size() > 1 ? word[1] : 0);
    if (first == 0xE1) return !is_east_asian(word) && (second <= 0x8D || second == 0x9E || second == 0x9F);
    return first == 0xE0 || (first >= 0xD6 && first <= 0xDF);
}

/// "am" or "pm" in the letters that half the world writes them in; "a.m" is kept as its first letter.
bool is_am_or_pm(const Token& token) {
    return token.day_part && one_of(token.text, {"am", "pm", "a", "p"});
}

}  // namespace

void Clock::set(int hour, int minute, std::size_t begin, std::size_t end) {
    fields_.hour = hour;
    fields_.minute = minute;
    fields_.precision = DatePrecision::minute;
    begin_ = begin;
    end_ = end;
    tokens_.use(begin, end - 1);
}

bool Clock::read() {
    if (!read_colons()) return false;
    if (end_ == 0) read_hour_sign() || read_dots() || read_bare_hour() || read_named();
    if (end_ > 0) skip_hour_word();
    if (end_ > 0) read_day_part();
    return true;
}

bool Clock::read_colons() {
    bool zone_in_front = false;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (!tokens_.is_free_number(i) || tokens_.digits(i) > 2 || !tokens_.is_sign(i + 1, ":")) continue;
        if (is_offset(i)) {
            zone_in_front = true;
            continue;
        }
        bool three = tokens_.is_sign(i + 3, ":") && tokens_.is_number(i + 4) && tokens_.digits(i + 4) <= 2;
        bool signs = tokens_.is_sign(i + 3, ":") && tokens_.has_hour_signs();  // "7時8分"
        bool time = tokens_.digits(i + 2) == 2 || ((three || signs) && tokens_.digits(i + 2) == 1);
        if (!time && !is_hour_alone(i)) continue;
        unclear_ = zone_in_front;
        if (time) return read_colons_at(i);
        set(tokens_.value(i), 0, i, i + 2);
        return true;
    }
    return true;
}

/// The zone of a day without a time: "2024-05-06+02:00".
bool Clock::is_offset(std::size_t i) const {
    if (i == 0 || !tokens_.is_attached(i) || tokens_.digits(i + 2) != 2) return false;
    if (tokens_.is_sign(i - 1, "+")) return true;
    if (i < 2 || !tokens_.is_sign(i - 1, "-") || !tokens_.is_attached(i - 1)) return false;
    if (tokens_.is_sign(i + 3, ":") && tokens_.is_number(i + 4)) return false;
    bool year_first = i > 5 && tokens_.is_sign(i - 3, "-") && tokens_.is_sign(i - 5, "-") && tokens_.digits(i - 6) == 4;
    return tokens_.digits(i - 2) == 8 || (tokens_.digits(i - 2) == 2 && year_first);
}

/// "午後7時": nothing but signs, or another number, stands behind it.
bool Clock::is_hour_alone(std::size_t i) const {
    bool alone = !tokens_.is_word(i + 2) && !(tokens_.is_number(i + 2) && tokens_.is_attached(i + 2));
    return alone && tokens_.value(i) <= 24 && tokens_.has_hour_signs();
}

bool Clock::read_colons_at(std::size_t i) {
    set(tokens_.value(i), tokens_.value(i + 2), i, i + 3);
    std::size_t end = i + 3;
    if (tokens_.is_sign(end, ":") && tokens_.is_number(end + 1)) {
        if (tokens_.digits(end + 1) > 2) return false;
        fields_.second = tokens_.value(end + 1);
        fields_.precision = DatePrecision::second;
        end += 2;
        bool colon = tokens_.is_sign(end, ":");
        if ((colon || tokens_.is_sign(end, ".,")) && tokens_.is_number(end + 1) && tokens_.is_attached(end + 1)) {
            if (colon && tokens_.digits(end + 1) != 3) return false;
            std::string fraction = std::string(tokens_[end + 1].text) + "00";
            fields_.millis = (fraction[0] - '0') * 100 + (fraction[1] - '0') * 10 + (fraction[2] - '0');
            end += 2;
        }
    }
    tokens_.use(i, end - 1);
    end_ = end;
    return true;
}

/// 20h05, 20 h 05, 20 Uhr, à 20h, 2005 hrs.
bool Clock::read_hour_sign() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
        if (!tokens_.is_free_number(i) || !tokens_.is_word(i + 1) || !one_of(tokens_[i + 1].text, hour_words)) continue;
        if (i > 0 && tokens_.is_sign(i - 1, "./-") && !is_behind_date(i)) continue;  // "6.5.2024 h", "19.08 h"
        std::string_view word = tokens_[i + 1].text;
        if (tokens_.digits(i) == 4 && word.starts_with('h') && word != "h" && tokens_.value(i) < 2360) {
            set(tokens_.value(i) / 100, tokens_.value(i) % 100, i, i + 2);
            settled_ = true;
            return true;
        }
        if (tokens_.digits(i) > 2 || tokens_.is_word(i + 2, "ago")) continue;
        bool minutes = tokens_.digits(i + 2) == 2 && !tokens_.is_sign(i + 3, "./-") && !tokens_.is_word(i + 3);
        if (word == "h" && tokens_.digits(i + 2) == 2 && tokens_.is_attached(i + 2)) minutes = true;
        bool announced = i > 0 && tokens_.is_word(i - 1) && one_of(tokens_[i - 1].text, time_words);
        if (!minutes && !announced && word != "uhr" && word != "uur" && !(i > 0 && tokens_.is_last(i + 1))) continue;
        set(tokens_.value(i), minutes ? tokens_.value(i + 2) : 0, i, minutes ? i + 3 : i + 2);
        if (minutes && tokens_.is_word(end_) && one_of(tokens_[end_].text, {"m", "min"})) ++end_;
        return true;
    }
    return false;
}

/// Does a year and a dash stand in front? "13.05.2024 - 19.08 Uhr"
bool Clock::is_behind_date(std::size_t i) const {
    if (i < 2 || !tokens_.is_sign(i - 1, "-") || tokens_.is_attached(i)) return false;
    bool short_year = i > 5 && tokens_.digits(i - 2) == 2 && tokens_.is_sign(i - 3, "./") && tokens_.is_number(i - 4) &&
                      tokens_.is_sign(i - 5, "./") && tokens_.is_number(i - 6);
    return tokens_.digits(i - 2) == 4 || short_year || !tokens_.is_number(i - 2);
}

/// Two numbers with a dot between, or three, as in no date: "20.05", "20.05.09".
bool Clock::is_dotted(std::size_t i) const {
    bool pair = tokens_.is_free_number(i) && tokens_.digits(i) <= 2 && tokens_.is_sign(i + 1, ".") &&
                tokens_.is_attached(i + 1) && tokens_.digits(i + 2) == 2 && tokens_.is_attached(i + 2) &&
                !tokens_[i + 2].used;
    if (!pair || tokens_.value(i) > 24 || tokens_.value(i + 2) > 59) return false;
    bool inside = i > 1 && tokens_.is_sign(i - 1, "./-") && tokens_.is_number(i - 2) && !is_behind_date(i);
    std::size_t end = behind_dotted(i);
    bool more = tokens_.is_sign(end, "./") && tokens_.is_number(end + 1) && tokens_.is_attached(end + 1);
    return !inside && !more;
}

std::size_t Clock::behind_dotted(std::size_t i) const {
    bool seconds = tokens_.is_sign(i + 3, ".") && tokens_.is_attached(i + 3) && tokens_.digits(i + 4) == 2 &&
                   tokens_.is_attached(i + 4) && tokens_.value(i + 4) < 60;
    return seconds ? i + 5 : i + 3;
}

void Clock::take_dotted(std::size_t i) {
    std::size_t end = behind_dotted(i);
    set(tokens_.value(i), tokens_.value(i + 2), i, end);
    if (end == i + 3) return;
    fields_.second = tokens_.value(i + 4);
    fields_.precision = DatePrecision::second;
}

/// 8.05 pm, 20.05 Uhr, klo 20.05.
bool Clock::read_dots() {
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
        if (!is_dotted(i)) continue;
        std::size_t end = behind_dotted(i);
        bool day_part = tokens_.is_day_part(end) && !is_german_am(end);
        bool hour_word = tokens_.is_word(end) && one_of(tokens_[end].text, hour_words);
        std::size_t before = i > 0 && tokens_.is_sign(i - 1, ".:") ? i - 1 : i;  // "kl. 20.05"
        bool announced = before > 0 && tokens_.is_word(before - 1) &&
                         (one_of(tokens_[before - 1].text, time_words) || tokens_.is_day_part(before - 1));
        if (!day_part && !hour_word && !announced) continue;
        take_dotted(i);
        if (hour_word) ++end_;
        return true;
    }
    return false;
}

/// "8 pm", "12 noon".
bool Clock::read_bare_hour() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
        if (!tokens_.is_free_number(i) || tokens_.digits(i) > 2 || !tokens_.is_word(i + 1)) continue;
        const Token& word = tokens_[i + 1];
        bool at_twelve = word.day_part == DayPart::noon || word.day_part == DayPart::midnight;
        if (at_twelve ? tokens_.value(i) != 12 : !is_am_or_pm(word) || is_german_am(i + 1)) continue;
        set(tokens_.value(i), 0, i, i + 1);
        return true;
    }
    return false;
}

/// "noon" and "midnight" without a number.
bool Clock::read_named() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (!tokens_.is_word(i) || !tokens_[i].day_part) continue;
        if (*tokens_[i].day_part != DayPart::noon && *tokens_[i].day_part != DayPart::midnight) continue;
        set(12, 0, i, i + 1);
        settled_ = true;
        unclear_ = *tokens_[i].day_part == DayPart::midnight;
        return true;
    }
    return false;
}

bool Clock::read_beside_date() {
    std::size_t last_used = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
        if (tokens_[i].used) last_used = i;
    std::size_t at = last_used + 1;
    while (tokens_.is_sign(at, ",|-.(") || tokens_.is_word(at, "г")) ++at;
    for (std::size_t i : {at, std::size_t{0}}) {
        if (!is_dotted(i)) continue;
        take_dotted(i);
        return true;
    }
    return false;
}

bool Clock::read_compact(std::size_t i) {
    if (!tokens_.is_word(i, "t") || (tokens_.digits(i + 1) != 6 && tokens_.digits(i + 1) != 4)) return false;
    bool has_seconds = tokens_.digits(i + 1) == 6;
    int number = tokens_.value(i + 1) * (has_seconds ? 1 : 100);
    set(number / 10'000, number / 100 % 100, i, i + 2);
    settled_ = true;
    fields_.second = number % 100;
    fields_.precision = has_seconds ? DatePrecision::second : DatePrecision::minute;
    return true;
}

/// German's "am" in front of a date: "12:08 Uhr am 6. Mai", "am Montag".
bool Clock::is_german_am(std::size_t i) const {
    if (!tokens_.is_word(i, "am") || tokens_.is_shouted(i)) return false;
    if (tokens_.is_number(i + 1) && tokens_.is_sign(i + 2, ".")) return true;
    return tokens_.is_word(i + 1) && one_of(tokens_[i + 1].text, german_days);
}

/// "7:08 Uhr", "07:08 hod."
void Clock::skip_hour_word() {
    std::size_t at = end_;
    if (tokens_.is_sign(at, ":") && tokens_.has_hour_signs()) ++at;  // "8分"
    bool said = tokens_.is_word(at) && (one_of(tokens_[at].text, hour_words) || one_of(tokens_[at].text, said_hours));
    if (said && !tokens_[at].text.starts_with("heure")) {  // "heure de Paris"
        ++at;
        if (tokens_.is_sign(at, ".") && tokens_.is_attached(at)) ++at;
    }
    if (at == end_) return;
    tokens_.use(end_, at - 1);
    end_ = at;
}

/// The token behind the time that says which part of the day it belongs to; 0 = none.
std::size_t Clock::day_part_behind() const {
    std::size_t at = end_;
    if (tokens_.is_sign(at, "(,")) ++at;
    auto joins = [this](std::size_t i) {
        return tokens_.is_sign(i, "'") || (tokens_.is_word(i) && one_of(tokens_[i].text, between));
    };
    for (std::size_t last = end_ + 4; at < last && joins(at) && (!tokens_.is_day_part(at) || is_german_am(at));) ++at;
    if (tokens_.is_day_part(at) && !is_german_am(at)) return at;
    bool elsewhere = tokens_.is_word(end_) && tokens_[end_].day_part == DayPart::elsewhere;
    return elsewhere && fields_.hour > 0 && fields_.hour < 13 ? end_ : 0;
}

/// Behind the time ("8:05 PM"), in front of it ("PM 8:05"), or am and pm in any place.
void Clock::read_day_part() {
    if (std::size_t behind = day_part_behind()) {
        apply(*tokens_[behind].day_part);
        tokens_.use(end_, behind);
        end_ = behind + 1;
        if (tokens_.is_sign(end_, ".")) ++end_;
        return;
    }
    bool letter = tokens_.is_word(end_, "p") || tokens_.is_word(end_, "a");  // 8:05p
    if (letter && tokens_.is_attached(end_)) {
        apply(tokens_.is_word(end_, "p") ? DayPart::after_noon : DayPart::before_noon);
        tokens_.use(end_, end_);
        ++end_;
        return;
    }
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (!tokens_.is_day_part(i) || tokens_[i].used || is_german_am(i)) continue;
        if (!is_in_front(i) && !is_am_or_pm(tokens_[i])) continue;
        apply(*tokens_[i].day_part);
        tokens_.use(i, i);
        return;
    }
}

/// "abends um 7:08"; "م" in front of a time belongs to the year.
bool Clock::is_in_front(std::size_t i) const {
    std::size_t at = begin_;
    while (at > i + 1 && tokens_.is_word(at - 1) && one_of(tokens_[at - 1].text, time_words)) --at;
    return i + 1 == at && !one_of(tokens_[i].text, {"م", "ص"});
}

bool Clock::unclear() const {
    bool may_be_either = end_ > 0 && !settled_ && fields_.hour > 0 && fields_.hour < 13;
    return unclear_ || (may_be_either && (is_unknown_behind() || is_unknown_in_front()));
}

/// A word or two in small letters that nobody knows, right behind the time: "7:08 wieczór". More are a sentence.
bool Clock::is_unknown_behind() const {
    std::size_t at = end_;
    if (tokens_.is_sign(at, "(")) ++at;
    std::size_t first = at;
    while (tokens_.is_word(at) && one_of(tokens_[at].text, between) && tokens_.is_word(at + 1)) ++at;
    if (!tokens_.is_word(at) || tokens_[at].used || tokens_.is_titled(at) || tokens_.month(at)) return false;
    if (is_east_asian(tokens_[at].text)) return false;
    bool ends = tokens_.is_last(at);
    if (tells_no_day_part(tokens_[at].text) && !(ends && tokens_[at].text.size() < 3)) return false;
    std::size_t behind = at;
    while (tokens_.is_word(behind) && !tokens_[behind].used) ++behind;
    return behind - at <= 2 && behind - first <= 4;
}

/// A word of a script whose languages put the part of the day in front: "மாலை 7:08".
bool Clock::is_unknown_in_front() const {
    if (begin_ == 0 || !tokens_.is_word(begin_ - 1)) return false;
    const Token& word = tokens_[begin_ - 1];
    if (word.used || word.day_part || tokens_.month(begin_ - 1)) return false;
    return is_of_southern_script(word.text) && !tells_no_day_part(word.text);
}

void Clock::apply(DayPart part) {
    int& hour = fields_.hour;
    settled_ = true;
    switch (part) {
        case DayPart::before_noon:
            unclear_ = unclear_ || hour > 12;
            if (hour == 12) hour = 0;
            return;
        case DayPart::morning:
            unclear_ = unclear_ || hour >= 12;
            return;
        case DayPart::noontide:
            unclear_ = unclear_ || (hour > 4 && hour < 10);
            if (hour < 5) hour += 12;
            return;
        case DayPart::after_noon:
            if (hour < 12) hour += 12;
            return;
        case DayPart::evening:
            unclear_ = unclear_ || hour < 3 || hour == 12;
            if (hour < 12) hour += 12;
            return;
        case DayPart::noon:
            if (hour < 3) hour += 12;
            unclear_ = unclear_ || hour < 11;
            return;
        case DayPart::night:
            unclear_ = unclear_ || hour < 6 || hour == 12;
            if (hour < 12) hour += 12;
            return;
        case DayPart::midnight:
            unclear_ = true;
            return;
        case DayPart::elsewhere:
            unclear_ = unclear_ || (hour > 0 && hour < 13);
            return;
    }
}

}  // namespace newsbus::date
