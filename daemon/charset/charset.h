#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// What the bytes turned out to be.
struct Decoded {
    std::string text;  ///< valid UTF-8, no byte order mark, no NUL; of XML none of the controls that XML does not know
    std::string encoding;   ///< the WHATWG name it was read as, lower-case: "utf-8", "windows-1252", ...
    bool repaired = false;  ///< bytes had to be replaced, or the label was wrong
};

enum class Markup { xml, html, json, text };  ///< where a declaration inside the document is looked for

/// Turns a body into UTF-8: byte order mark, HTTP charset, valid non-ASCII UTF-8 (which beats any 8-bit label), the
/// declaration inside the document, then a guess. Labels after the WHATWG Encoding standard (iso-8859-1 is
/// windows-1252). Undecodable bytes become U+FFFD. Never fails; linear in the size. `http_charset` is the
/// Content-Type's parameter or "".
Decoded to_utf8(std::string_view bytes, std::string_view http_charset, Markup markup);

/// The charset parameter of a Content-Type value, "" when it has none (RFC 9110 section 8.3).
std::string charset_parameter(std::string_view content_type);

}  // namespace newsbus
