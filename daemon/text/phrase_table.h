#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus::text {

/// What a phrase of plugins/data/boilerplate.tsv gives away: any of these, or'ed. The head of the table says what each
/// means.
enum PhraseKind : std::uint16_t {
    // of lines, in the texts of feeds and pages
    phrase_line = 1,
    phrase_lead = 2,
    phrase_start = 4,
    phrase_within = 8,
    phrase_ending = 16,
    phrase_heading = 32,
    phrase_only = 64,
    // of the blocks of pages
    phrase_opens = 128,
    phrase_whole = 256,
    phrase_aside = 512,
};
inline constexpr unsigned phrase_of_blocks = phrase_opens | phrase_whole | phrase_aside;

/// Gets one phrase with its kinds; what it finds wrong ends the reading.
using PhraseReader = std::function<Result<void>(unsigned kinds, std::string_view phrase)>;

/// Reads a table of phrases: columns kind (several joined by "|"), phrase. Fails with Errc::config naming file and
/// line, also of a kind that is unknown.
Result<void> read_phrases(const std::string& path, const PhraseReader& read);

/// Reads the table that newsbus comes with. Its phrases live as long as the program.
void read_own_phrases(const PhraseReader& read);

}  // namespace newsbus::text
