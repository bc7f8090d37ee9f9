#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "async/task_group.h"
#include "url/url.h"

namespace newsbus::http {

/// A web site inside a test, on loopback, scripted byte by byte: it can be slow, endless and wrong. Runs on the test's
/// own event loop.
class Site {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using Script = std::function<boost::asio::awaitable<void>(Socket&)>;

    /// `address` is a loopback one; the system picks the port unless one is named.
    explicit Site(boost::asio::io_context& io, const std::string& address = "127.0.0.1", unsigned short port = 0);

    /// What a GET of `path` does; the connection stays open for the next request unless the script closes it.
    void on(const std::string& path, Script script) { scripts_[path] = std::move(script); }

    /// A plain answer: "200 OK", header lines ending in CRLF, body. Content-Length is added.
    void on(const std::string& path, const std::string& status, const std::string& headers, const std::string& body);

    Url url(const std::string& path) const;
    std::string authority() const;

    /// The requests as they came, head only.
    const std::vector<std::string>& requests() const { return requests_; }
    int connections() const { return connections_; }

    boost::asio::awaitable<void> run();  ///< serves until cancelled

private:
    boost::asio::awaitable<void> serve(Socket socket);

    boost::asio::ip::tcp::acceptor acceptor_;
    TaskGroup tasks_;
    std::map<std::string, Script> scripts_;
    std::vector<std::string> requests_;
    int connections_ = 0;
};

/// Sends all of `data`; false when the peer is gone.
boost::asio::awaitable<bool> send(Site::Socket& socket, std::string data);

/// The value of a header in a request head, "" when it is not there.
std::string header_of(const std::string& head, const std::string& name);

}  // namespace newsbus::http
