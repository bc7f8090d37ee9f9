#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace newsbus::http {

/// Section [http] of the configuration.
struct Options {
    std::string contact;                          ///< URL or mail address in the User-Agent
    Duration timeout = std::chrono::seconds(30);  ///< of a whole fetch; how it is divided says http/time_limits.h
    Duration connect_timeout = std::chrono::seconds(10);
    std::uint64_t max_body = 8 << 20;         ///< bytes after decompression
    std::uint64_t max_in_flight = 128 << 20;  ///< bytes of all bodies being fetched or waiting to be read
    int max_redirects = 8;
    int max_connections = 64;
    int max_per_host = 1;
    Duration host_pause = std::chrono::seconds(1);
    Duration min_interval = std::chrono::seconds(60);
    std::vector<std::string> allow_networks;  ///< CIDR
    bool robots = true;                       ///< robots.txt is obeyed, if a source does not say otherwise
    std::string proxy;  ///< "" = none, whatever the environment says; the address guard does not apply behind a proxy
    std::string callback;      ///< listen address of the callback of WebSub; "" = none
    std::string callback_url;  ///< base URL under which hubs reach it
    bool operator==(const Options&) const = default;
};

}  // namespace newsbus::http
