#pragma once

#include <string>

#include "url/url.h"

namespace newsbus::http {

/// One request of a fetch and its answer, as they went over the wire (HTTP/2 in curl's notation). Secrets are included.
struct Hop {
    Url url;
    std::string sent;      ///< the head of the request; "" when there was no connection
    std::string received;  ///< the head of the answer, interim ones before it; "" when none came
    std::string address;   ///< that was connected to, "" = none
    bool operator==(const Hop&) const = default;
};

}  // namespace newsbus::http
