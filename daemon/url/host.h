#pragma once

#include <string>
#include <string_view>

#include "url/url.h"

namespace newsbus {

/// The host that politeness counts by: the registrable domain ("news.bbc.co.uk" -> "bbc.co.uk", Public Suffix List),
/// or the literal address as written, brackets off. Lower-case ASCII.
std::string politeness_host(const Url& url);

}  // namespace newsbus
