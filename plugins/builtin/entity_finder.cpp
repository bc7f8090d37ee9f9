#include "plugins/builtin/entity_finder.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace newsbus::plugins {
namespace {

using text::Gap;
using text::Shape;
using text::Unit;

using WordSet = std::unordered_set<std::uint64_t>;

WordSet word_set(std::string_view list) {
    WordSet set;
    for (const text::Word& word : text::words(list)) set.insert(word.hash);
    return set;
}

/// After these an ordinary word is a place.
const WordSet& place_words() {
    static const WordSet set = word_set(
        "in near from at around outside inside en à desde em nach aus bei dans depuis w naar uit från till fra til "
        "в из у біля");
    return set;
}

/// Capitalized words beside a name that are no part of it: titles, offices, words that start sentences.
const WordSet& company_words() {
    static const WordSet set = word_set(
        "President Premier Prime Minister Foreign Defence Defense Interior Finance Chancellor King Queen Prince "
        "Princess "
        "Emperor Sheikh Emir Crown Sultan General Secretary Ambassador Governor Mayor Senator Congressman "
        "Congresswoman "
        "Representative Speaker Chairman Chairwoman Chair Chief Director Commissioner Judge Justice Mr Mrs Ms Miss Dr "
        "Sir "
        "Lord Lady Professor Prof Pope Comrade Vice Deputy Leader Spokesman Spokeswoman Spokesperson Envoy "
        "Secretary-General "
        "Government Parliament Army Police Embassy The A An But And Or If As In On At By For From With While When "
        "After "
        "Before Since Although Though Because However Meanwhile Also Then Now Yet So Both Why How What Who That This "
        "These "
        "Those Later Earlier Still Even Once Again Instead Moreover Perhaps Here There Only Just Until During Despite "
        "Like "
        "Unlike Where Would Will Did Does Is Was Are Were Has Have Can Could Should May Might Must Not Under Over "
        "Against Between Today Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
        "February March April May June July August September October November December "
        "Président Premier Ministre Roi Reine Chancelier Presidente Ministro Ministra Primer Rey Canciller "
        "Bundeskanzler "
        "Kanzler Präsident Ministerpräsident Premierminister Außenminister Primeiro Presidenta Chanceler Le La Les El "
        "Los "
        "Las Der Die Das Ein Eine O Os As Il Lo Un Une Una Het De Президент Премьер Министр Канцлер Глава");
    return set;
}

const std::unordered_set<std::string_view>& korean_particles() {
    static const std::unordered_set<std::string_view> set = {
        "은", "는", "이", "가",   "을",   "를",   "의",   "에",   "에서",   "에게",   "에는",   "에도", "와",
        "과", "도", "로", "으로", "만",   "까지", "부터", "측",   "인",     "산",     "군",     "발",   "내",
        "간", "들", "식", "계",   "이다", "에선", "과의", "와의", "에서의", "에서는", "로부터",
    };
    return set;
}

bool is_capital(const text::Word& word) {
    return word.shape == Shape::title || word.shape == Shape::upper;
}

bool joined_by_space(const Words& text, std::size_t word) {
    return word > 0 && word < text.words.size() && text.words[word].gap == Gap::joint &&
           text.text[text.words[word].begin - 1] == ' ';
}

/// A capitalized word that may belong to the name beside it.
bool may_belong(const text::Word& word) {
    return is_capital(word) && !company_words().contains(word.hash);
}

/// Hangul nouns carry particles: what is glued to the name has to be one.
bool ends_before_particle(const Words& text, std::size_t next) {
    std::size_t end = next;
    auto glued = [&text](std::size_t i) {
        return i < text.words.size() && text.words[i].unit == Unit::syllable && text.words[i].gap == Gap::none;
    };
    while (glued(end) && end - next < 4) ++end;
    if (end == next) return true;
    std::string_view rest = text.text.substr(text.words[next].begin, text.words[end - 1].end - text.words[next].begin);
    return !glued(end) && korean_particles().contains(rest);
}

bool has_word_borders(const Words& text, std::size_t first, std::size_t count) {
    const text::Word& begin = text.words[first];
    if (begin.unit == Unit::syllable && begin.gap == Gap::none && first > 0 &&
        text.words[first - 1].unit == Unit::syllable)
        return false;
    return text.words[first + count - 1].unit != Unit::syllable || ends_before_particle(text, first + count);
}

bool has_shapes(const Words& text, std::size_t first, const Form& form) {
    for (std::size_t i = 0; i < form.words; ++i) {
        const text::Word& word = text.words[first + i];
        unsigned least = form.shapes >> (2 * i) & 3;
        bool after_hyphen = i > 0 && text.text[word.begin - 1] == '-';  // Kim Jong-un
        if (least == 2 && word.shape != Shape::upper) return false;
        if (least == 1 && !is_capital(word) && !after_hyphen) return false;
    }
    return true;
}

/// The word without what Arabic and Hebrew glue to its front ("and", "in", "to"): hash and bytes to skip.
struct Stripped {
    std::uint64_t hash;
    std::size_t skipped;
};

std::vector<Stripped> without_proclitics(std::string_view word) {
    static constexpr std::string_view letters[] = {"و", "ف", "ب", "ل", "ك", "ו", "ב", "ל", "מ", "ה", "ש", "כ"};
    constexpr std::size_t letter = 2, shortest_rest = 6;
    std::vector<Stripped> found;
    auto add = [&found](const std::string& rest, std::size_t skipped) {
        if (auto words = text::words(rest); words.size() == 1) found.push_back({words[0].hash, skipped});
    };
    if (word.starts_with("لل")) add("ال" + std::string(word.substr(2 * letter)), letter);
    for (std::size_t skipped = 0; word.size() >= skipped + letter + shortest_rest && skipped < 2 * letter;) {
        if (std::ranges::find(letters, word.substr(skipped, letter)) == std::end(letters)) break;
        skipped += letter;
        std::string rest(word.substr(skipped));
        add(rest, skipped);
        if (rest.starts_with("لل")) add("ال" + rest.substr(2 * letter), skipped + letter);
    }
    return found;
}

}  // namespace

std::vector<Match> EntityFinder::find(const Words& text) {
    std::vector<Match> matches;
    line_ = {};
    for (std::size_t i = 0; i < text.words.size();) {
        Candidate candidate = at(text, i);
        if (!candidate.form) {
            ++i;
            continue;
        }
        const Form& form = *candidate.form;
        i += form.words;
        if (form.use == Use::block) continue;
        if (form.use == Use::name) named_[form.entity] = ++full_names_;
        matches.push_back({form.entity, static_cast<std::uint32_t>(candidate.begin), text.words[i - 1].end, form.use});
    }
    return matches;
}

EntityFinder::Candidate EntityFinder::at(const Words& text, std::size_t first) {
    const text::Word& word = text.words[first];
    if (const Form* form = longest(text, first, word.hash)) return {form, word.begin};
    std::string_view letters = text.of(word);
    bool semitic = word.unit == Unit::word && static_cast<unsigned char>(letters[0]) >= 0xD6 &&
                   static_cast<unsigned char>(letters[0]) <= 0xDB;  // U+0580 to U+06FF
    if (!semitic) return {};
    for (auto [hash, skipped] : without_proclitics(letters))
        if (const Form* form = longest(text, first, hash)) return {form, word.begin + skipped};
    return {};
}

const Form* EntityFinder::longest(const Words& text, std::size_t first, std::uint64_t first_hash) {
    const Form* best = nullptr;
    std::uint64_t hash = text::joined(0, first_hash);
    for (std::size_t next = first + 1;; ++next) {
        if (const Form* form = acceptable(text, first, gazetteer_.find(hash))) best = form;
        if (next == text.words.size() || text.words[next].gap == Gap::ending || !gazetteer_.starts_name(hash))
            return best;
        hash = text::joined(hash, text.words[next].hash);
    }
}

/// The best of the forms with the same words: forms come in the order name, weak, brief; of the brief ones the last
/// named.
const Form* EntityFinder::acceptable(const Words& text, std::size_t first, std::span<const Form> forms) {
    const Form* best = nullptr;
    std::size_t named_last = 0;
    for (const Form& form : forms) {
        if (form.use == Use::brief) {
            auto named = named_.find(form.entity);
            if (named == named_.end() || named->second <= named_last || (best && best->use != Use::brief)) continue;
            if (!fits(text, first, form)) continue;
            named_last = named->second;
            best = &form;
        } else if (!best && fits(text, first, form)) {
            best = &form;
        }
    }
    return best;
}

bool EntityFinder::fits(const Words& text, std::size_t first, const Form& form) {
    return knows_language(form.language) && has_word_borders(text, first, form.words) &&
           has_shapes(text, first, form) && passes_rule(text, first, form);
}

bool EntityFinder::knows_language(LanguageCode language) const {
    static const LanguageCode english = language_code("en");
    return language == 0 || language == (language_ ? language_ : english);
}

bool EntityFinder::passes_rule(const Words& text, std::size_t first, const Form& form) {
    if (form.use == Use::brief) return stands_alone(text, first, form) || casing_at(text, first) != Casing::sentence;
    switch (form.rule) {
        case Rule::none:
            return true;
        case Rule::word:
            return joined_by_space(text, first) && place_words().contains(text.words[first - 1].hash) &&
                   stands_alone(text, first, form);
        case Rule::caps:
            return casing_at(text, first) != Casing::upper;
        case Rule::context:
            return clues_speak_for(form);
        case Rule::given:
            if (casing_at(text, first) != Casing::sentence) return named_.contains(form.entity);
            return stands_alone(text, first, form);
    }
    return true;
}

bool EntityFinder::stands_alone(const Words& text, std::size_t first, const Form& form) const {
    std::size_t next = first + form.words;
    if (joined_by_space(text, first) && may_belong(text.words[first - 1])) return false;
    return !(joined_by_space(text, next) && may_belong(text.words[next]));
}

bool EntityFinder::clues_speak_for(const Form& form) {
    if (auto judged = judged_.find(form.clue); judged != judged_.end()) return judged->second;
    const Clue& clue = gazetteer_.clue(form);
    std::size_t in_favour = 0, against = 0;
    for (const Words* text : all_)
        for (std::size_t i = 0; i < text->words.size(); ++i) {
            std::uint64_t hash = 0;
            for (std::size_t n = 0; n < Gazetteer::clue_words && i + n < text->words.size(); ++n) {
                hash = text::joined(hash, text->words[i + n].hash);
                in_favour += std::ranges::binary_search(clue.in_favour, hash);
                against += std::ranges::binary_search(clue.against, hash);
            }
        }
    return judged_[form.clue] = in_favour > against;
}

EntityFinder::Casing EntityFinder::casing_at(const Words& text, std::size_t word) {
    std::size_t at = text.words[word].begin;
    auto begin_of_text = text.text.data();
    if (line_.data() && begin_of_text + at >= line_.data() && begin_of_text + at < line_.data() + line_.size())
        return casing_;
    std::size_t begin = text.text.rfind('\n', at) + 1, end = std::min(text.text.find('\n', at), text.text.size());
    line_ = text.text.substr(begin, end - begin);

    constexpr std::size_t function_word = 3;  // "of", "the": lower-case in any title
    std::size_t lower = 0, title = 0, upper = 0;
    auto first =
        std::ranges::lower_bound(text.words, begin, {}, [](const text::Word& w) { return std::size_t{w.begin}; });
    for (auto w = first; w != text.words.end() && w->begin < end; ++w) {
        if (w->end - w->begin <= function_word) continue;
        lower += w->shape == Shape::lower;
        title += w->shape == Shape::title;
        upper += w->shape == Shape::upper;
    }
    casing_ = lower + title == 0 && upper >= 2 ? Casing::upper
              : lower == 0 && title >= 3       ? Casing::title
                                               : Casing::sentence;
    return casing_;
}

}  // namespace newsbus::plugins
