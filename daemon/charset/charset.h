#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// The text that bytes were read as.
struct Decoded {
    std::string
        text;  ///< valid UTF-8 without byte order mark and NUL; for XML without the control characters that XML forbids
    std::string encoding;   ///< the WHATWG name of what it was read as, lower-case: "utf-8", "windows-1252", ...
    bool repaired = false;  ///< bytes had to be replaced, or the label was wrong
};

/// The language of a document; it decides where the document may declare its charset.
enum class Markup { xml, html, json, text };

/// Turns a body into UTF-8. What decides, in this order: a byte order mark; the bytes themselves when they are UTF-8
/// (valid, or nearly so), which beats any 8-bit label; `http_charset`, the parameter of Content-Type or "",
/// unless the bytes contradict it and not the declaration, or it is ASCII; the declaration inside the document; a guess.
/// Labels mean what the WHATWG Encoding standard says (iso-8859-1 is windows-1252). Bytes that cannot be decoded become
/// U+FFFD. Never fails; linear in the size.
Decoded to_utf8(std::string_view bytes, std::string_view http_charset, Markup markup);

/// The charset parameter of a Content-Type value, "" when it has none (RFC 9110 section 8.3).
std::string charset_parameter(std::string_view content_type);

}  // namespace newsbus
