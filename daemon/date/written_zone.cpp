#include "date/written_zone.h"
#include "base/ascii.h"
#include "date/zones.h"

#include <algorithm>

namespace newsbus::date {
namespace {

constexpr std::size_t most_words = 6;  // of a long name

/// Abbreviations that are words of some language too: in small letters they count as the last word only.
constexpr std::string_view also_words[] = {"at",   "et",   "est",  "ist", "art",  "met",  "mit",  "cat",  "eat", "pet",
                                           "get",  "mart", "wit",  "mt",  "pt",   "ct",   "act",  "nut",  "wat", "west",
                                           "east", "nt",   "must", "tot", "ret",  "cost", "pest", "hat",  "hap", "mut",
                                           "cot",  "bot",  "sst",  "wet", "lint", "har",  "haa",  "mest", "ut"};

bool is_universal(std::string_view word) {
    return word == "gmt" || word == "utc" || word == "ut" || word == "z";
}

/// Words in capitals behind a time that are no zones.
constexpr std::string_view no_zones[] = {"uhr", "hrs", "hours", "hour", "uur", "klo", "ago", "min", "update"};

template <std::size_t N>
bool one_of(std::string_view word, const std::string_view (&words)[N]) {
    return std::ranges::find(words, word) != std::end(words);
}

}  // namespace

bool WrittenZone::read(std::size_t begin, std::size_t end) {
    std::size_t i = end;
    bool attached_sign = tokens_.is_sign(i, "+-") && tokens_.is_number(i + 1) && tokens_.is_attached(i + 1);
    if (!attached_sign && tokens_.is_sign(i, ",|-") && is_abbreviation(i + 1) && !is_universal(tokens_[i + 1].text)) {
        ++i;  // "10:30 a.m., ET"
    } else if (tokens_.is_sign(i, ",|") && tokens_.is_word(i + 1) && is_universal(tokens_[i + 1].text)) {
        ++i;
    }
    if (tokens_.is_sign(i, "([")) ++i;
    if (tokens_.is_word(i)) {
        if (read_word(i)) return true;
    } else if (tokens_.is_sign(i, "+-")) {
        if (attached_sign || (tokens_.is_sign(i, "+") && tokens_.digits(i + 1) == 4)) return read_offset(i);
        if (!tokens_.is_sign(i, "-") || (i + 1 < tokens_.size() && tokens_.is_attached(i))) return false;
    }
    bool none = name_.empty() && iana_.empty() && !unknown_;
    for (std::size_t at = 0; at < tokens_.size() && none; ++at) {
        bool in_front = at + 1 == begin && tokens_.is_shouted(at) && tokens_[at].text.size() > 2;
        if (tokens_[at].used || !is_abbreviation(at) || (!in_front && !tokens_.is_translated(at))) continue;
        name_ = tokens_[at].text;  // "ET 10:30", "北京时间"
        break;
    }
    return true;
}

/// False when the word is of no zone, or half an offset follows that ends it all.
bool WrittenZone::read_word(std::size_t i) {
    if (tokens_.is_sign(i + 1, "/") && tokens_.is_word(i + 2)) {
        bool twice = is_universal(tokens_[i].text) && is_universal(tokens_[i + 2].text);  // "UTC/GMT +3"
        if (!twice) return read_iana(i);
        tokens_.use(i, i + 1);
        i += 2;
    }
    if (read_phrase(i)) return true;
    if (!is_abbreviation(i)) {
        unknown_ = is_unknown_zone(i) || is_doubtful(i);
        return unknown_;
    }
    name_ = tokens_[i].text;
    tokens_.use(i, i);
    if (tokens_.is_number(i + 1) && tokens_.is_attached(i + 1) && tokens_.is_word(i + 2)) {  // EST5EDT
        std::string all = name_ + std::string(tokens_[i + 1].text) + std::string(tokens_[i + 2].text);
        if (is_zone_abbreviation(all)) {
            name_ = all;
            tokens_.use(i, i + 2);
            return true;
        }
    }
    bool signed_number = tokens_.is_sign(i + 1, "+-") && tokens_.is_number(i + 2) && tokens_.is_attached(i + 2);
    if (!signed_number) return true;
    if (!is_universal(name_)) {
        unknown_ = tokens_.is_attached(i + 1);  // "MSK+2"
        return true;
    }
    name_.clear();
    return read_offset(i + 1);
}

bool WrittenZone::read_offset(std::size_t i) {
    int hours = tokens_.value(i + 1), minutes = 0;
    std::size_t end = i + 2, digits = tokens_.digits(i + 1);
    if (digits == 3 || digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits > 2) {
        return false;
    } else if (tokens_.is_sign(end, ":")) {
        if (tokens_.digits(end + 1) != 2) return false;
        minutes = tokens_.value(end + 1);
        end += 2;
    } else if (digits == 2 && tokens_.digits(end) == 2 && (end + 1 == tokens_.size() || tokens_.digits(end + 1) == 4)) {
        minutes = tokens_.value(end);  // "+05 30"
        ++end;
    } else if (tokens_.is_sign(end, ".") && tokens_.digits(end + 1) == 2 && tokens_.is_attached(end + 1)) {
        minutes = tokens_.value(end + 1) == 75 ? 45 : tokens_.value(end + 1);
        end += 2;
    } else if (tokens_.is_sign(end, ".") && tokens_.digits(end + 1) == 1 && tokens_.value(end + 1) == 5) {
        minutes = 30;  // UTC+5.5
        end += 2;
    }
    if (hours > 15 || minutes > 59) return false;
    offset_ = (hours * 60 + minutes) * (tokens_.is_sign(i, "-") ? -1 : 1);
    tokens_.use(i, end - 1);
    return true;
}

/// An IANA name, in its own case.
bool WrittenZone::read_iana(std::size_t i) {
    std::string_view raw = tokens_.raw_from(i);
    auto belongs = [](char c) {
        return ascii::is_alpha(c) || ascii::is_digit(c) || c == '/' || c == '_' || c == '-' || c == '+';
    };
    auto size = static_cast<std::size_t>(std::ranges::find_if_not(raw, belongs) - raw.begin());
    iana_ = raw.substr(0, size);
    unknown_ = iana_.empty();
    tokens_.use_bytes(i, size);
    return true;
}

/// The longest run of words that is a zone's name.
bool WrittenZone::read_phrase(std::size_t i) {
    std::string words, best;
    std::size_t behind = 0, last = i, count = 0;
    for (std::size_t at = i; at < tokens_.size() && count < most_words; ++at) {
        if (tokens_.is_sign(at, "'.-")) continue;
        if (!tokens_.is_word(at)) break;
        if (!words.empty()) words += ' ';
        words += tokens_[at].text;
        ++count;
        last = at;
        if (!is_zone_phrase(words)) continue;
        best = words;
        behind = at;
    }
    if (best.empty()) {
        unknown_ = words.ends_with(" time") && tokens_.is_last(last);  // "Bhutan Time"
        return unknown_;
    }
    name_ = best;
    tokens_.use(i, behind);
    return true;
}

bool WrittenZone::is_abbreviation(std::size_t i) const {
    if (!tokens_.is_word(i) || !is_zone_abbreviation(tokens_[i].text)) return false;
    if (!one_of(tokens_[i].text, also_words) || tokens_.is_shouted(i) || tokens_.is_last(i)) return true;
    bool american = i > 0 && tokens_[i].text != "at" &&
                    one_of(tokens_[i - 1].text, {"am", "pm", "a", "p"});        // "7:08 p.m. et, May 6"
    return american || (tokens_.is_in_capitals(i) && !tokens_.is_word(i + 1));  // "07:08 ET (11:08 GMT)"
}

/// An abbreviation or a word, in a text that has no small letters to tell: "07:08 ET MONDAY".
bool WrittenZone::is_doubtful(std::size_t i) const {
    return one_of(tokens_[i].text, also_words) && tokens_.is_in_capitals(i);
}

/// Does the word look like a zone's abbreviation that is not in the table?
bool WrittenZone::is_unknown_zone(std::size_t i) const {
    std::string_view word = tokens_[i].text;
    bool length = (word.size() >= 2 && word.size() <= 6) || (word.size() == 1 && word != "h" && word != "t");
    if (!length || !std::ranges::all_of(word, ascii::is_alpha) || one_of(word, no_zones)) return false;
    if (tokens_.month(i) || tokens_.is_day_part(i)) return false;
    return tokens_.is_shouted(i) || (tokens_.is_last(i) && tokens_.is_in_capitals(i));
}

bool WrittenZone::settle(Fields& fields, const DateContext& context) const {
    fields.offset = offset_;
    if (unknown_) return false;
    if (name_.empty() && iana_.empty()) return true;
    TimePoint local = local_time(fields);
    auto minutes = name_.empty() ? offset_in_zone(iana_, local) : zone_offset(name_, local, context);
    fields.offset = minutes.value_or(0);
    return minutes.has_value();
}

}  // namespace newsbus::date
