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

/// Fetches with libcurl's multi interface. All members run on the I/O thread, which runs the executor.
class Client : public Fetcher {
public:
    /// Fails with Errc::config when an option cannot be used (a CIDR block, a proxy).
    static Result<std::unique_ptr<Client>> make(boost::asio::any_io_executor io, const Options& options,
                                                Counters& counters);
    /// From now on `watcher` gets every hop when it ends, however it ends. For `newsbus probe`.
    virtual void watch(std::function<void(Hop)> watcher) = 0;

    /// New limits for the fetches that start from now on.
    virtual Result<void> apply(const Options& options) = 0;
};

}  // namespace newsbus::http
