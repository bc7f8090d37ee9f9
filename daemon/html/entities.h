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

/// Where a reference stands. It matters: in an attribute "&copy=1" is no reference.
enum class Place { text, attribute };

/// Reads the reference at the start of `text`, which begins with '&' (HTML standard, section 13.2.5.72): all named
/// ones, the old ones also without semicolon, and numeric ones, of which 128 to 159 are read as windows-1252.
Reference reference_at(std::string_view text, Place place);

/// What windows-1252 has for a byte of 128 to 159, whose character of Unicode no text means; of size 0 for the few
/// bytes where it has nothing.
Reference windows_1252(char byte);

/// Appends `text` with its references decoded.
void append_decoded(std::string& out, std::string_view text, Place place);

/// `text` with its references decoded. When it has none that is `text` itself, else a view of `buffer`.
std::string_view decoded(std::string_view text, Place place, std::string& buffer);

/// Decodes HTML5 character references, once: "&amp;lt;" -> "&lt;".
std::string decode_entities(std::string_view text);

/// Appends `text` with & < > written as references; in an attribute also ".
void append_escaped(std::string& out, std::string_view text, Place place);

}  // namespace newsbus::html
