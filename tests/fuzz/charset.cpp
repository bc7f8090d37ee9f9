// The first byte chooses label and kind of document, the rest is the document.
#include "charset/charset.h"
#include "base/utf8.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr std::string_view labels[] = {
        "", "utf-8", "iso-8859-1", "gb18030", "shift_jis", "iso-2022-jp", "euc-kr", "big5", "koi8-r", "utf-16"};
    if (size == 0) return 0;
    std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    auto markup = static_cast<newsbus::Markup>(data[0] >> 6);
    newsbus::Decoded decoded = newsbus::to_utf8(bytes, labels[(data[0] & 63) % std::size(labels)], markup);
    if (!newsbus::is_valid_utf8(decoded.text) || decoded.text.find('\0') != std::string::npos) std::abort();
    if (markup == newsbus::Markup::xml && newsbus::look_at_utf8(decoded.text).has_controls) std::abort();
    if (decoded.encoding.empty()) std::abort();
    newsbus::charset_parameter(bytes);
    return 0;
}
