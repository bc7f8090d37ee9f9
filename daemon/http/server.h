#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/result.h"

namespace newsbus::http {

struct Reply {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};

/// A small HTTP/1.1 server (Beast) for the control address: GET and HEAD of fixed paths. Refuses Host headers that are
/// not its own address (DNS rebinding), bodies, and clients slower than 10 s.
class Server {
public:
    using Handler = std::function<Reply()>;  ///< runs on the I/O thread; must not block

    /// Binds "127.0.0.1:9556", "[::1]:9556", "127.0.0.1:0" (a port the system picks) or "unix:/run/newsbus/control".
    /// Fails with Errc::config naming the address.
    static Result<std::unique_ptr<Server>> bind(boost::asio::any_io_executor io, const std::string& address,
                                                std::map<std::string, Handler> routes);
    virtual ~Server() = default;

    /// Serves until cancelled.
    virtual boost::asio::awaitable<void> run() = 0;

    /// The bound address, with the real port.
    virtual std::string address() const = 0;
};

}  // namespace newsbus::http
