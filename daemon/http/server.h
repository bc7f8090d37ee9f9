#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "base/time.h"

namespace newsbus::http {

/// A request as a handler sees it; header names in lower case.
struct Inquiry {
    std::string method;  ///< GET, HEAD or POST
    std::string path;    ///< as sent, without the query
    std::string query;
    std::map<std::string, std::string> headers;
    std::string body = {};  ///< of a POST
};

struct Reply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    std::string body;
};

/// A small HTTP/1.1 server (Beast) for loopback: the control address and the demo's sites. Routes answer GET and HEAD,
/// actions take a POST. Refuses long headers and bodies, slow clients, connections past a limit, and Host headers with
/// a name other than localhost, which is how a web page would reach it through DNS rebinding (not on Unix sockets,
/// where no web page gets to). An action wants `Content-Type: application/json`: a web page of another origin can send
/// that only after a preflight (OPTIONS), which is refused.
class Server {
public:
    using Handler = std::function<Reply(const Inquiry&)>;  ///< runs on the I/O thread; must neither block nor throw
    /// Runs on the I/O thread and may wait; throws nothing but a cancellation.
    using Action = std::function<boost::asio::awaitable<Reply>(Inquiry)>;

    struct Limits {
        Duration patience = std::chrono::seconds(10);  ///< for a request, an answer's sending, the next request
        std::uint32_t max_header = 16 << 10;           ///< bytes of a request's head
        std::uint64_t max_body = 64 << 10;             ///< bytes that an action is given
        std::size_t max_connections = 64;
    };

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
