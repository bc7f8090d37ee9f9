#pragma once

#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/counters.h"
#include "base/result.h"
#include "http/options.h"
#include "work/response.h"

namespace newsbus::http {

/// Fetches with libcurl's multi interface on the I/O thread's executor; all members run on that thread.
class Client {
public:
    /// Fails with Errc::config when an option is no good (a CIDR block, a proxy).
    static Result<std::unique_ptr<Client>> make(boost::asio::any_io_executor io, const Options& options,
                                                Counters& counters);
    virtual ~Client() = default;

    /// One GET with its redirects. Any complete HTTP answer is a Response, whatever its status; an Error is
    /// Errc::network, timeout, too_large or cancelled and names the URL. Cancellation ends the transfer.
    virtual boost::asio::awaitable<Result<Response>> fetch(Request request) = 0;

    /// New limits for the fetches that start from now on.
    virtual Result<void> apply(const Options& options) = 0;
};

}  // namespace newsbus::http
