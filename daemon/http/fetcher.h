#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "work/response.h"

namespace newsbus::http {

/// One request of a fetch, after it ended.
struct Attempt {
    int status = 0;            ///< 0 = no whole answer came
    bool retry_after = false;  ///< the answer says for how long to stay away
    bool given_up = false;     ///< we ended it before it was answered: a stop, no room for its body
    std::uint64_t bytes = 0;   ///< of the body, as they came over the wire
    bool operator==(const Attempt&) const = default;
};

/// Whoever is asked before a fetch goes on to another address: a redirect may lead to a host that has its own limits.
class Passage {
public:
    virtual ~Passage() = default;

    /// Is told of each request to the address that was entered last, or that the fetch began with. Not of those that
    /// the address guard refused: nothing was sent.
    virtual void attempted(const Attempt&) {}

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

    /// The same; `passage` is asked at each redirect and told of each request. The time that it takes counts for
    /// nothing.
    virtual boost::asio::awaitable<Result<Response>> fetch_through(Passage&, Request request) {
        return fetch(std::move(request));
    }

    /// Counts `bytes` among the bodies in flight until the result is gone: memory that a visit takes for what it
    /// fetched. It never waits; bodies do meanwhile. May be destroyed on any thread.
    virtual std::shared_ptr<void> charge(std::uint64_t) { return nullptr; }
};

}  // namespace newsbus::http
