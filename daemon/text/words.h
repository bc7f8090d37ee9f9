#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace newsbus::text {

/// How the letters of a word are written. Scripts without case, and numbers, are `uncased`.
enum class Shape : std::uint8_t { uncased, lower, title, upper };

/// What a Word is in its script.
enum class Unit : std::uint8_t {
    word,       ///< a run of letters, marks and digits
    ideograph,  ///< one Han or Hiragana character: written without spaces
    katakana,   ///< a run of Katakana
    syllable,   ///< one Hangul syllable; particles are glued to nouns
    cluster,    ///< one letter with its marks in Thai, Lao, Khmer, Burmese: written without spaces
};

/// What stands before a word.
enum class Gap : std::uint8_t {
    none,    ///< nothing: it follows the word before directly
    joint,   ///< what may stand inside a name: one space, hyphen, apostrophe, the dot of an initial, "&"
    ending,  ///< anything else: punctuation, a line break, the start of the text
};

/// One word of a text. Words with equal `hash` are the same but for case, accents and Arabic spelling variants.
struct Word {
    std::uint32_t begin = 0, end = 0;  ///< bytes
    std::uint64_t hash = 0;            ///< of the folded letters; the same in every process
    Shape shape = Shape::uncased;
    Unit unit = Unit::word;
    Gap gap = Gap::ending;
};

/// The words of `text`, in order. Punctuation and symbols are no words, except for copyright signs. Linear.
/// Expects valid UTF-8 of less than 4 GiB.
std::vector<Word> words(std::string_view text);

/// Adds a word to the hash of a sequence of words: hash_of(first n + 1) == joined(hash_of(first n), next).
constexpr std::uint64_t joined(std::uint64_t sequence, std::uint64_t word_hash) {
    std::uint64_t mixed = (sequence ^ word_hash) * 0x9E3779B97F4A7C15U;
    return (mixed ^ (mixed >> 29)) + sequence;
}

/// One letter without case, accents and spelling variants; 0 for a mark that is to be ignored.
char32_t folded(char32_t letter);

}  // namespace newsbus::text
