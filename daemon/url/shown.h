#pragma once

#include <string>

#include "url/url.h"

namespace newsbus {

/// A URL as error texts show it: without user and password, shortened to 300 bytes.
std::string shown(const Url& url);

}  // namespace newsbus
