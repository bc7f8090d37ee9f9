#pragma once

#include <string>

#include "url/url.h"

namespace newsbus {

/// Scheme, host and port are the same (RFC 6454).
bool same_origin(const Url& a, const Url& b);

/// "https://news.example.org", with the port when it is not the scheme's own.
std::string origin_of(const Url& url);

/// Is it the address of a site itself, without a path or a query?
bool is_front_page(const Url& url);

}  // namespace newsbus
