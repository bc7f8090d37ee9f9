#pragma once

#include <gtest/gtest.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <vector>

#include "http/client.h"
#include "site.h"

namespace newsbus::http {

/// A client and loopback sites on one event loop. Every test ends with nothing in flight and no byte taken.
struct ClientTest : testing::Test {
    ClientTest();
    ~ClientTest() override;

    /// Makes the client anew, with `options` as they stand.
    void restart();

    /// Runs `script` while the sites serve.
    void run(std::function<boost::asio::awaitable<void>()> script);

    /// Fetches all at the same time; answers in the order of the requests.
    std::vector<Result<Response>> fetch_all(std::vector<Request> requests);
    Result<Response> fetch(Request request);
    Result<Response> get(const std::string& path);

    Request request(const std::string& path) const;
    std::int64_t counted(const std::string& name, Label label = {}) const;

    boost::asio::io_context io;
    Counters counters;
    Options options;
    std::unique_ptr<Client> client;
    Site site{io};
    Site other{io, "127.0.0.2"};
};

}  // namespace newsbus::http
