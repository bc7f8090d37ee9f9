#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::source {

/// One link of a Link header (RFC 8288).
struct HeaderLink {
    std::string target;  ///< as written, may be relative
    std::string rel;     ///< of the first such parameter, in small letters
    std::string type, title;
    bool operator==(const HeaderLink&) const = default;
};

/// The links of a header's value, in order; at most 50. What cannot be read ends the list.
std::vector<HeaderLink> links_of_header(std::string_view value);

}  // namespace newsbus::source
