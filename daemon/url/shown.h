#pragma once

#include <string>

#include "url/url.h"

namespace newsbus {

/// `url` without user and password: nothing that comes from outside hands them on.
Url without_userinfo(Url url);

/// A URL as error texts show it: without user and password, shortened to 300 bytes.
std::string shown(const Url& url);

}  // namespace newsbus
