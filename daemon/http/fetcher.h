#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "work/response.h"

namespace newsbus::http {

/// Whoever is asked before a fetch goes on to another address: a redirect may lead to a host that has its own limits.
class Passage {
public:
    virtual ~Passage() = default;

    /// Returns when the request to `url` may be sent; an Error ends the fetch with it.
    virtual boost::asio::awaitable<Result<void>> enter(const Url& url) = 0;
};

/// The network as the ingest loop sees it; tests pass their own.
class Fetcher {
public:
    virtual ~Fetcher() = default;

    /// One GET with its redirects. Any complete HTTP answer is a Response, whatever its status; an Error is
    /// Errc::network, timeout, too_large or cancelled and names the URL. Cancellation ends the transfer.
    virtual boost::asio::awaitable<Result<Response>> fetch(Request request) = 0;

    /// The same; `passage` is asked at each redirect. The time that it takes counts for nothing.
    virtual boost::asio::awaitable<Result<Response>> fetch_through(Passage&, Request request) {
        return fetch(std::move(request));
    }

    /// Counts `bytes` among the bodies in flight until the result is gone: memory that a visit takes for what it
    /// fetched. It never waits; bodies do meanwhile. May be destroyed on any thread.
    virtual std::shared_ptr<void> charge(std::uint64_t) { return nullptr; }
};

}  // namespace newsbus::http
