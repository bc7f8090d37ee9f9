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

/// A small HTTP/1.1 server (Beast): the control address and the sites of the demo on loopback, and the callback of
/// WebSub, which has an Opening. Routes answer GET and
/// HEAD, actions answer POST. It refuses long headers and bodies and slow clients; of too many connections the slowest
/// has to go (http/seats.h). Web pages must not reach it through a browser. A Host header with a name other than
/// localhost is refused: that stops DNS rebinding (not needed on Unix sockets). An action needs `Content-Type:
/// application/json`, which a page of another origin can send only after a preflight (OPTIONS), and that is refused.
class Server {
public:
    using Handler = http::Handler;
    using Action = http::Action;
    using Limits = ServerLimits;
    using Opening = http::Opening;

    /// Binds "127.0.0.1:9556", "[::1]:9556", "127.0.0.1:0" (the system picks a port) or "unix:/run/newsbus/control"
    /// (open to user and group; a socket file that nobody listens on any more is replaced).
    /// `routes` and `actions` are looked up by path. The route "" answers what no other one does; without it that is a
    /// 404. Fails with Errc::config when `address` has none of these forms, with Errc::network when it cannot be bound;
    /// both name it.
    static Result<std::unique_ptr<Server>> bind(boost::asio::any_io_executor io, const std::string& address,
                                                std::map<std::string, Handler> routes, Limits limits,
                                                std::map<std::string, Action> actions = {}, Opening opening = {});
    static Result<std::unique_ptr<Server>> bind(boost::asio::any_io_executor io, const std::string& address,
                                                std::map<std::string, Handler> routes) {
        return bind(std::move(io), address, std::move(routes), Limits());
    }
    virtual ~Server() = default;

    /// Could a Unix socket be bound at "unix:/path"? Errc::config when its folder is missing or not writable, or
    /// something other than a socket stands there. For other addresses this shows only when they are bound.
    static Result<void> check_place(const std::string& address);

    /// Serves until cancelled.
    virtual boost::asio::awaitable<void> run() = 0;

    /// The address as bound, with the real port.
    virtual std::string address() const = 0;
};

}  // namespace newsbus::http
