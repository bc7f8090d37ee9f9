#include "url/userinfo.h"

#include "base/ascii.h"

#include <algorithm>

namespace newsbus {
namespace {

constexpr std::string_view slashes = "/\\";

/// Where the host, or what stands before it, begins: behind the scheme, or two ("feed:https://"), and any number of
/// slashes.
std::size_t begin_of_authority(std::string_view written) {
    auto is_letter = [](char c) { return ascii::is_alpha(c) || ascii::is_space(c); };
    std::size_t begin = 0;
    for (std::size_t colon; (colon = written.find(':', begin)) != written.npos;) {
        const std::string_view scheme = written.substr(begin, colon - begin);
        const bool has_slash = colon + 1 < written.size() && slashes.find(written[colon + 1]) != slashes.npos;
        if (!std::all_of(scheme.begin(), scheme.end(), is_letter) || (begin > 0 && !has_slash)) break;
        begin = colon + 1;
    }
    return std::min(written.find_first_not_of(slashes, begin), written.size());
}

}  // namespace

std::string without_userinfo(std::string_view written) {
    std::string text(written);
    const std::size_t begin = begin_of_authority(text);
    const std::size_t at = text.substr(begin, text.find_first_of("/\\?#", begin) - begin).rfind('@');
    if (at != text.npos) text.erase(begin, at + 1);
    return text;
}

}  // namespace newsbus
