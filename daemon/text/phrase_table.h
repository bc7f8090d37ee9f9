#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus::text {

/// What a phrase of plugins/data/boilerplate.tsv is a sign of: any of these, or'ed. The head of that table explains
/// each.
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

/// Called with each phrase and its kinds. An Error ends the reading.
using PhraseReader = std::function<Result<void>(unsigned kinds, std::string_view phrase)>;

/// Reads a table of phrases with the columns kind (several joined by "|") and phrase. Fails with Errc::config naming
/// file and line, also for an unknown kind.
Result<void> read_phrases(const std::string& path, const PhraseReader& read);

/// Reads the table that newsbus comes with. Its phrases live as long as the program.
void read_own_phrases(const PhraseReader& read);

}  // namespace newsbus::text
