#pragma once

#include <string>
#include <string_view>

namespace newsbus::feed {

/// The address that is meant by `written`: without line breaks and tabs in it and the blanks behind them (RFC 3986
/// appendix C, as the URL standard does it), without a second level of escaping (`&amp;`), out of the <a> or the
/// brackets that it stands in. Nothing for a word of programs (null, undefined). A view of `written`, or of `buffer`
/// when it had to be put together. Linear.
std::string_view address_in(std::string_view written, std::string& buffer);

/// "www.example.org/x": an address whose scheme was left out, and no path of the site that it stands on.
bool lacks_scheme(std::string_view address);

/// A guid as messages show it: byte for byte, but for user and password of one that is an address.
std::string shown_guid(std::string guid);

/// `address`, with https:// in front of one that lacks a scheme.
std::string with_scheme(std::string_view address);

}  // namespace newsbus::feed
