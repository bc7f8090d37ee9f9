#pragma once

#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "base/counters.h"
#include "base/result.h"
#include "http/fetcher.h"
#include "http/hop.h"
#include "http/options.h"
#include "work/response.h"

namespace newsbus::http {

/// Fetches with libcurl's multi interface on the I/O thread's executor; all members run on that thread.
class Client : public Fetcher {
public:
    /// Fails with Errc::config when an option is no good (a CIDR block, a proxy).
    static Result<std::unique_ptr<Client>> make(boost::asio::any_io_executor io, const Options& options,
                                                Counters& counters);
    /// From now on tells of every hop when it ends, however it ends. For `newsbus probe`.
    virtual void watch(std::function<void(Hop)> watcher) = 0;

    /// New limits for the fetches that start from now on.
    virtual Result<void> apply(const Options& options) = 0;
};

}  // namespace newsbus::http
