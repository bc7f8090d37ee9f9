#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
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
    std::string body = {};                 ///< of a POST
    std::shared_ptr<void> held = nullptr;  ///< Admission::held
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

/// What the head of a POST decides before its body is read.
struct Admission {
    std::optional<Reply> refusal = {};     ///< answered at once: nothing of the body is read
    std::uint64_t max_body = 0;            ///< bytes; with more it is refused
    std::shared_ptr<void> held = nullptr;  ///< lives as long as the request, and whoever takes it over
};
/// `announced` is the length of the body, if the head says it. Runs on the I/O thread; must neither block nor throw.
using Doorman = std::function<Admission(const Inquiry&, std::optional<std::uint64_t> announced)>;

/// What a server does otherwise that programs of the world may reach, and that acts on nothing but what `admit` lets
/// in.
struct Opening {
    bool any_host = false;  ///< it has a name of its own: the Host header may say anything
    Doorman admit = {};     ///< of a POST to a path that has no action; empty = there are none
    Action take = {};       ///< what becomes of one that was let in, whatever its Content-Type
};

/// What the server accepts of its clients.
struct ServerLimits {
    Duration patience = std::chrono::seconds(10);  ///< for each: a request, sending an answer, the next request
    std::uint32_t max_header = 16 << 10;           ///< bytes of a request's head
    std::uint64_t max_body = 64 << 10;             ///< bytes that an action is given
    std::size_t max_connections = 64;              ///< one more ends the slowest of them
};

}  // namespace newsbus::http
