#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "work/response.h"

namespace newsbus::http {

/// The network as the ingest loop sees it; tests pass their own.
class Fetcher {
public:
    virtual ~Fetcher() = default;

    /// One GET with its redirects. Any complete HTTP answer is a Response, whatever its status; an Error is
    /// Errc::network, timeout, too_large or cancelled and names the URL. Cancellation ends the transfer.
    virtual boost::asio::awaitable<Result<Response>> fetch(Request request) = 0;
};

}  // namespace newsbus::http
