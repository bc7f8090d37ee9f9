#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace newsbus::http {

/// GETs `path` from a control address ("127.0.0.1:9556", "unix:/run/newsbus/control") and returns the body. Blocks; for
/// the command line. Fails with Errc::network when nobody answers within `timeout`, with Errc::http_status for any
/// status but 200.
Result<std::string> local_get(const std::string& address, std::string_view path, Duration timeout);

/// The answer of a control address to a POST.
struct LocalAnswer {
    int status = 0;
    std::string body;
};

/// POSTs a JSON document likewise. Any complete answer is a LocalAnswer, whatever its status.
Result<LocalAnswer> local_post(const std::string& address, std::string_view path, const std::string& json,
                               Duration timeout);

}  // namespace newsbus::http
