#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plugins/builtin/gazetteer.h"

namespace newsbus::plugins {

/// A text and its words.
struct Words {
    explicit Words(std::string_view whole) : text(whole), words(text::words(whole)) {}
    std::string_view of(const text::Word& word) const { return text.substr(word.begin, word.end - word.begin); }

    std::string_view text;
    std::vector<text::Word> words;
};

/// A name that stands in a text.
struct Match {
    std::uint32_t entity;
    std::uint32_t begin, end;  ///< bytes
    Use use;
};

/// Finds the names of a gazetteer in the texts of one article. A short form ("Xi", "IOC") counts only when a full name
/// came before it, in an earlier text or earlier in the same one. When it fits several of these, the one named last is
/// meant.
class EntityFinder {
public:
    /// `all` is every text of the article: what clues are looked for in.
    EntityFinder(const Gazetteer& gazetteer, LanguageCode language, std::vector<const Words*> all)
        : gazetteer_(gazetteer), language_(language), all_(std::move(all)) {}

    /// Leftmost-longest matches, in order. Linear in the text.
    std::vector<Match> find(const Words& text);

private:
    struct Candidate {
        const Form* form = nullptr;
        std::size_t begin = 0;  // byte
    };
    /// How the letters of a line are written as a whole.
    enum class Casing { sentence, title, upper };

    Candidate at(const Words& text, std::size_t first);
    const Form* longest(const Words& text, std::size_t first, std::uint64_t first_hash);
    const Form* acceptable(const Words& text, std::size_t first, std::span<const Form> forms);
    bool fits(const Words& text, std::size_t first, const Form& form);
    bool passes_rule(const Words& text, std::size_t first, const Form& form);
    bool stands_alone(const Words& text, std::size_t first, const Form& form) const;
    bool clues_speak_for(const Form& form);
    bool knows_language(LanguageCode language) const;
    Casing casing_at(const Words& text, std::size_t word);

    const Gazetteer& gazetteer_;
    LanguageCode language_;
    std::vector<const Words*> all_;
    std::unordered_map<std::uint32_t, std::size_t> named_;  // entity -> full_names_ when it was last named in full
    std::size_t full_names_ = 0;                            // so far
    std::unordered_map<std::uint16_t, bool> judged_;        // clue -> does the article speak for it
    std::string_view line_;                                 // the line that casing_ is of
    Casing casing_ = Casing::sentence;
};

}  // namespace newsbus::plugins
