#pragma once

#include <string>
#include <string_view>

namespace newsbus::text {

/// How much of a text's layout is kept by clean().
enum class Layout {
    line,        ///< every run of white space is one space: headlines, names
    paragraphs,  ///< line breaks stay, at most one blank line between paragraphs
    untouched,   ///< white space is left alone: markup
};

/// `utf8` in Unicode normal form C, without invisible characters: controls, zero-width characters, bidirectional
/// overrides, soft hyphens, tag characters, private-use glyphs. Those that scripts and emoji need stay: ZWNJ in
/// Persian, ZWJ in emoji, one variation selector a character. Of the marks on one character the first 30 stay. C1
/// controls are read as the windows-1252 characters that were meant.
/// White space is treated as `layout` says, and trimmed unless that is `untouched`. Linear; `utf8` must be valid.
std::string clean(std::string_view utf8, Layout layout);

}  // namespace newsbus::text
