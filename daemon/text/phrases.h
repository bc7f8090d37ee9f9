#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "text/words.h"

namespace newsbus::text {

/// What is to be done with a line of text, by a table of phrases (plugins/data/boilerplate.tsv explains the kinds).
struct LineVerdict {
    bool cut = false;                           ///< the line is removed
    bool heading = false;                       ///< and so are the titles listed below it
    std::size_t keep = std::string_view::npos;  ///< only this many bytes of it are kept
    std::size_t words = 0;                      ///< its length
};

/// A table of phrases that are signs of boilerplate. Immutable after loading.
class Phrases {
public:
    /// Adds a table of phrases (phrase_table.h). Phrases that only concern the blocks of pages are left out.
    Result<void> load(const std::string& path);

    /// Judges one line. A line of more than `max_words` words is never removed, but phrases at its end are.
    LineVerdict judge(std::string_view line, std::size_t max_words) const;

    std::size_t size() const { return kinds_.size(); }

private:
    std::uint8_t kinds_of(std::uint64_t hash) const;
    bool only_phrases(std::span<const Word> words) const;
    bool starts_with_phrase(std::string_view line, std::span<const Word> words, LineVerdict& verdict) const;
    bool has_phrase_within(std::span<const Word> words) const;
    std::size_t end_without_phrase(std::string_view line, std::span<const Word> words) const;

    std::unordered_map<std::uint64_t, std::uint8_t> kinds_;  // hash of the words -> bits
    std::size_t longest_ = 0;                                // words of the longest phrase
};

}  // namespace newsbus::text
