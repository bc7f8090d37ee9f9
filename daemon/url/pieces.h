#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The pieces of the URL standard that url.cpp puts together. Include it in this folder only.
namespace newsbus::url {

/// Value of a hex digit, -1 when it is none.
int hex_value(char c);

bool is_special(std::string_view scheme);
std::uint16_t default_port(std::string_view scheme);  ///< 0 when the scheme has none

/// The percent-encode sets of the standard, each with what it adds to the one before.
enum class EncodeSet { control, fragment, query, special_query, path, userinfo };

/// Appends `text` to `out` with the bytes of `set`, and everything that is not ASCII, percent-encoded.
void percent_encode(std::string_view text, EncodeSet set, std::string& out);

/// Where the components of an address end.
struct Ends {
    std::size_t scheme, host, path, query;
};

/// The fast path: the ends of the components of an address that the full parser would return unchanged. Most addresses
/// of news are such: "http://" or "https://", a plain domain, a path without dot segments, nothing to be encoded.
/// Nothing for all others.
std::optional<Ends> ends_of_plain(std::string_view text);

/// Is it a host that the host parser returns unchanged? Nearly all are: lower-case ASCII labels, the last one not like
/// a number.
bool is_plain_domain(std::string_view text);

/// `text` with percent-encoding undone; a "%" without two hex digits stays.
std::string percent_decode(std::string_view text);

/// A domain as DNS has it: UTS 46 (non-transitional), labels that are not ASCII in punycode. A domain that is ASCII
/// already is only put in lower case, even when its punycode is wrong, because such names exist. Nothing when it is no
/// domain.
std::optional<std::string> domain_to_ascii(std::string_view domain);

/// The host parser: IPv6 in brackets, IPv4 in all its spellings, else a domain through IDNA (UTS 46, non-transitional)
/// or, for a scheme that is not special, an opaque host. Nothing when it is not a host.
std::optional<std::string> parse_host(std::string_view text, bool special);

}  // namespace newsbus::url
