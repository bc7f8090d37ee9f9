#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace newsbus::http {

/// The body of GET `path` from a control address ("127.0.0.1:9556", "unix:/run/newsbus/control"); blocking, for the
/// command line. Errc::network when nobody answers within `timeout`, Errc::http_status for anything but 200.
Result<std::string> local_get(const std::string& address, std::string_view path, Duration timeout);

/// What a control address says to a POST.
struct LocalAnswer {
    int status = 0;
    std::string body;
};

/// The same with POST and a JSON document. Any complete answer is one, whatever its status.
Result<LocalAnswer> local_post(const std::string& address, std::string_view path, const std::string& json,
                               Duration timeout);

}  // namespace newsbus::http
