#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

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

/// What a handler answers.
struct Reply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    std::string body;
};

/// Answers GET and HEAD. Runs on the I/O thread; must neither block nor throw.
using Handler = std::function<Reply(const Inquiry&)>;
/// Answers a POST. Runs on the I/O thread and may wait; throws nothing but a cancellation.
using Action = std::function<boost::asio::awaitable<Reply>(Inquiry)>;

/// What the server accepts of its clients.
struct ServerLimits {
    Duration patience = std::chrono::seconds(10);  ///< for each: a request, sending an answer, the next request
    std::uint32_t max_header = 16 << 10;           ///< bytes of a request's head
    std::uint64_t max_body = 64 << 10;             ///< bytes that an action is given
    std::size_t max_connections = 64;              ///< one more ends the slowest of them
};

}  // namespace newsbus::http
