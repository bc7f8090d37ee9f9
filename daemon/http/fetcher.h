#pragma once

#include <cstdint>
#include <memory>

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

    /// Counts `bytes` among the bodies in flight until the result is gone: memory that a visit takes for what it
    /// fetched. It never waits; bodies do meanwhile. May be destroyed on any thread.
    virtual std::shared_ptr<void> charge(std::uint64_t) { return nullptr; }
};

}  // namespace newsbus::http
