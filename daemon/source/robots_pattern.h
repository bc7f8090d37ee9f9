#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "url/url.h"

/// How an address is compared with a pattern of a robots.txt (RFC 9309 sections 2.2.2 and 2.2.3).
namespace newsbus::source {

/// The normal form of a pattern as it is written. Letters, digits, `-`, `.`, `_` and `~` are not percent-encoded,
/// reserved characters are as they are written, all else is encoded with capital hex digits; runs of `*` are one. A
/// pattern that begins with neither `/` nor `*` gets a `/`.
std::string normal_pattern(std::string_view written);

/// The first `most` octets of a pattern in normal form, or some fewer; it then matches more.
std::string shortened_pattern(std::string pattern, std::size_t most);

/// The part of an address that rules are compared with: path and query, of which the first 8 KiB count.
class RobotsTarget {
public:
    explicit RobotsTarget(const Url& url);

    /// Does it begin with the pattern, which is in normal form? A reserved character matches its percent-encoded form,
    /// too, except where it divides: `/` in a path, `&` and `=` in a query, the first `?`. "" matches all.
    bool matches(std::string_view pattern) const;

private:
    std::string normal_, encoded_;  ///< `encoded_`: "" when it is the same
};

}  // namespace newsbus::source
