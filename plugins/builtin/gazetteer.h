#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/words.h"

namespace newsbus::plugins {

/// How a form of a name counts when it is met.
enum class Use : std::uint8_t {
    name,   ///< by itself
    weak,   ///< by itself, but as half a mention: "French"
    brief,  ///< only after a full name of the same entity: "Xi", "IOC"
    block,  ///< a longer name of something else: names inside it do not count
};

/// What has to be checked before an ambiguous name counts (plugins/data/gazetteer/ambiguous.tsv explains the rules).
enum class Rule : std::uint8_t { none, given, word, caps, context };

/// A language of names, two letters packed; 0 = any.
using LanguageCode = std::uint16_t;
LanguageCode language_code(std::string_view primary);

/// One form of a name of one entity.
struct Form {
    std::uint64_t hash;    ///< of its words
    std::uint32_t entity;  ///< a lower number wins when several have the form
    std::uint32_t shapes;  ///< two bits a word: how its letters have to be written at least
    LanguageCode language;
    std::uint16_t clue;  ///< of Rule::context: which clues
    std::uint8_t words;
    Use use;
    Rule rule;
};

/// Words that speak for or against a reading of a name.
struct Clue {
    std::vector<std::uint64_t> in_favour, against;  ///< hashes of word sequences of up to `Gazetteer::clue_words`
};

/// Names of people, places and organizations, and the entities that they name. Immutable after loading; shared by all
/// threads.
class Gazetteer {
public:
    static constexpr std::uint32_t nobody = 0xFFFFFFFF;  ///< entity of blocking names
    static constexpr std::size_t longest_name = 16;      ///< words; longer names are left out
    static constexpr std::size_t clue_words = 3;

    /// The gazetteer of these files. When one of the same files is loaded already and no file has changed, that one is
    /// shared. Files named first win. `rules` is ambiguous.tsv. Errc::config names file and line of what is wrong.
    static Result<std::shared_ptr<const Gazetteer>> load(std::span<const std::string> files, const std::string& rules);

    struct Entity {
        std::string_view name, type, id, code;
    };
    Entity entity(std::uint32_t number) const;
    std::size_t size() const { return rows_.size(); }

    /// All forms with that hash of words, best first.
    std::span<const Form> find(std::uint64_t hash) const;

    /// May a sequence of words with that hash go on to become a form?
    bool starts_name(std::uint64_t hash) const;

    const Clue& clue(const Form& form) const { return clues_[form.clue]; }

    /// Bytes on the heap.
    std::size_t memory() const;

private:
    friend class GazetteerBuilder;
    struct Row {
        std::uint32_t name, id;    // positions in pool_, where texts end with NUL
        std::uint32_t type, code;  // positions in shared_, where every text stands once
    };
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t first = 0;  // in forms_
        std::uint16_t count = 0;  // 0: the hash is only the start of a name
        bool used = false, starts = false;
    };
    const Slot* slot(std::uint64_t hash) const;

    std::vector<Row> rows_;
    std::string pool_, shared_;
    std::vector<Form> forms_;
    std::vector<Slot> slots_;  // open addressing, a power of two
    std::vector<Clue> clues_;
};

}  // namespace newsbus::plugins
