#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "http/exchange.h"

namespace newsbus::http {

/// A small HTTP/1.1 server (Beast) for loopback: the control address and the demo's sites. Routes answer GET and HEAD,
/// actions take a POST. Refuses long headers and bodies, slow clients, connections past a limit, and Host headers with
/// a name other than localhost, which is how a web page would reach it through DNS rebinding (not on Unix sockets,
/// where no web page gets to). An action wants `Content-Type: application/json`: a web page of another origin can send
/// that only after a preflight (OPTIONS), which is refused.
class Server {
public:
    using Handler = http::Handler;
    using Action = http::Action;
    using Limits = ServerLimits;

    /// Binds "127.0.0.1:9556", "[::1]:9556", "127.0.0.1:0" (a port the system picks) or "unix:/run/newsbus/control"
    /// (for user and group; a socket file that nobody listens on any more is replaced).
    /// `routes` and `actions` go by path; the route "" takes what no other one does, without it that is a 404.
    /// Fails with Errc::config when `address` is none, with Errc::network when it cannot be bound; both name it.
    static Result<std::unique_ptr<Server>> bind(boost::asio::any_io_executor io, const std::string& address,
                                                std::map<std::string, Handler> routes, Limits limits,
                                                std::map<std::string, Action> actions = {});
    static Result<std::unique_ptr<Server>> bind(boost::asio::any_io_executor io, const std::string& address,
                                                std::map<std::string, Handler> routes) {
        return bind(std::move(io), address, std::move(routes), Limits());
    }
    virtual ~Server() = default;

    /// Could a Unix socket be bound at "unix:/path"? Errc::config when its folder is not there or may not be written
    /// to, or something else than a socket stands there. Other addresses show when they are bound.
    static Result<void> check_place(const std::string& address);

    /// Serves until cancelled.
    virtual boost::asio::awaitable<void> run() = 0;

    /// The bound address, with the real port.
    virtual std::string address() const = 0;
};

}  // namespace newsbus::http
