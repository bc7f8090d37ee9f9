#pragma once

#include <map>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "http/exchange.h"

namespace newsbus::http {

/// What a Server's connections share.
struct Service {
    std::map<std::string, Handler> routes;
    std::map<std::string, Action> actions;
    ServerLimits limits;
    bool checks_host = true;
};

/// May a request with this Host header be answered? An address literal or "localhost", with any port.
bool is_own_host(std::string_view host);

/// Answers one client's requests until it goes, is too slow or asks for what closes the connection. Never throws but
/// for a cancellation. `service` outlives it.
boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, const Service& service);
boost::asio::awaitable<void> serve(boost::asio::local::stream_protocol::socket socket, const Service& service);

}  // namespace newsbus::http
