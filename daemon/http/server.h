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

namespace newsbus::http {

/// A request as a handler sees it; header names in lower case.
struct Inquiry {
    std::string method;  ///< GET or HEAD
    std::string path;    ///< without the query
    std::string query;
    std::map<std::string, std::string> headers;
};

struct Reply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    std::string body;
};

/// A small HTTP/1.1 server (Beast) for loopback: the control address and the demo's sites. Answers GET and HEAD;
/// refuses bodies, Host headers that are not its own address (DNS rebinding), and clients slower than 10 s.
class Server {
public:
    using Handler = std::function<Reply(const Inquiry&)>;  ///< runs on the I/O thread; must not block

    /// Binds "127.0.0.1:9556", "[::1]:9556", "127.0.0.1:0" (a port the system picks) or "unix:/run/newsbus/control".
    /// `routes` goes by path; the route "" takes what no other one does, without it that is a 404.
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
