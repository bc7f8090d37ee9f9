#pragma once

#include <map>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "http/exchange.h"
#include "http/seats.h"

namespace newsbus::http {

/// What a Server's connections share.
struct Service {
    Service(std::map<std::string, Handler> r, std::map<std::string, Action> a, ServerLimits l, Opening o)
        : routes(std::move(r)),
          actions(std::move(a)),
          limits(l),
          opening(std::move(o)),
          checks_host(!opening.any_host),
          seats(l.max_connections) {}

    std::map<std::string, Handler> routes;
    std::map<std::string, Action> actions;
    ServerLimits limits;
    Opening opening;
    bool checks_host;
    Seats seats;  ///< who is there
};

/// May a request with this Host header be answered? Yes for an address literal or "localhost", with any port: other
/// names may be DNS rebinding.
bool is_own_host(std::string_view host);

/// Answers the requests of one client until it leaves, is too slow, or sends a request after which the connection is
/// closed. Throws nothing but a cancellation. `service` must outlive it.
boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, Service& service);
boost::asio::awaitable<void> serve(boost::asio::local::stream_protocol::socket socket, Service& service);

}  // namespace newsbus::http
