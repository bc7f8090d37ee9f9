#include "base/one_line.h"

#include "base/utf8.h"

namespace newsbus {

std::string one_line(std::string_view text, std::size_t bytes) {
    constexpr std::size_t looked_at = 4;  // times `bytes`: what white space and controls may take
    std::string out;
    for (char c : replace_invalid_utf8(text.substr(0, looked_at * bytes))) {
        auto byte = static_cast<unsigned char>(c);
        bool blank = byte <= 0x20 || byte == 0x7f;
        if (!blank) out += c;
        if (blank && !out.empty() && out.back() != ' ') out += ' ';
    }
    // C1 controls are two bytes in UTF-8: C2 80 to C2 9F.
    for (std::size_t at = 0; (at = out.find('\xc2', at)) != std::string::npos; ++at)
        if (at + 1 < out.size() && static_cast<unsigned char>(out[at + 1]) < 0xa0) out.replace(at, 2, " ");
    while (out.ends_with(' ')) out.pop_back();
    return shortened(out, bytes);
}

}  // namespace newsbus
