#include "base/ascii.h"

namespace newsbus::ascii {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}

}  // namespace newsbus::ascii
