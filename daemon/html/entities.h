#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus::html {

/// One character reference as it stands in a text.
struct Reference {
    std::size_t length = 0;        ///< bytes it takes in the text, the '&' included; 0 = this '&' is only an ampersand
    std::array<char, 12> bytes{};  ///< the characters it stands for, UTF-8
    std::size_t size = 0;

    std::string_view text() const { return {bytes.data(), size}; }
};

/// Where the reference stands: in an attribute "&copy=1" stays as it is.
enum class Place { text, attribute };

/// The reference at the start of `text`, which begins with '&' (HTML standard, section 13.2.5.72): all named ones, the
/// old ones without semicolon too, numeric ones with the windows-1252 repairs.
Reference reference_at(std::string_view text, Place place);

/// Appends `text` with its references decoded.
void append_decoded(std::string& out, std::string_view text, Place place);

/// `text` with its references decoded: itself when it has none, else what `buffer` then holds.
std::string_view decoded(std::string_view text, Place place, std::string& buffer);

/// Decodes HTML5 character references, once. "&amp;lt;" -> "&lt;".
std::string decode_entities(std::string_view text);

/// Appends `text` with & < > as references, in an attribute also ".
void append_escaped(std::string& out, std::string_view text, Place place);

}  // namespace newsbus::html
