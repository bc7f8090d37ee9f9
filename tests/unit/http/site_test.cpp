#include "site.h"

#include <gtest/gtest.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/write.hpp>

#include <strings.h>

namespace newsbus::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

std::string path_of(const std::string& head) {
    auto begin = head.find(' ') + 1;
    return head.substr(begin, head.find(' ', begin) - begin);
}

}  // namespace

Site::Site(asio::io_context& io, const std::string& address, unsigned short port)
    : acceptor_(io, tcp::endpoint(asio::ip::make_address(address), port)), tasks_(io.get_executor()) {}

void Site::on(const std::string& path, const std::string& status, const std::string& headers, const std::string& body) {
    std::string answer =
        "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    on(path, [answer](Socket& socket) -> asio::awaitable<void> { co_await send(socket, answer); });
}

std::string Site::authority() const {
    tcp::endpoint at = acceptor_.local_endpoint();
    return at.address().to_string() + ":" + std::to_string(at.port());
}

Url Site::url(const std::string& path) const {
    return *Url::parse("http://" + authority() + path);
}

asio::awaitable<void> Site::run() {
    co_await asio::this_coro::throw_if_cancelled(false);
    while (true) {
        auto [error, socket] = co_await acceptor_.async_accept(quietly);
        if (error) break;
        ++connections_;
        tasks_.spawn("connection", serve(std::move(socket)));
    }
    tasks_.cancel();
    co_await tasks_.join();
}

asio::awaitable<void> Site::serve(Socket socket) {
    std::string input;
    while (socket.is_open()) {
        auto [error, size] = co_await asio::async_read_until(socket, asio::dynamic_buffer(input), "\r\n\r\n", quietly);
        if (error) co_return;
        requests_.push_back(input.substr(0, size));
        input.erase(0, size);
        auto script = scripts_.find(path_of(requests_.back()));
        if (script != scripts_.end())
            co_await script->second(socket);
        else
            co_await send(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    }
}

asio::awaitable<bool> send(Site::Socket& socket, std::string data) {
    auto [error, size] = co_await asio::async_write(socket, asio::buffer(data), quietly);
    co_return !error;
}

std::string header_of(const std::string& head, const std::string& name) {
    for (std::size_t at = 0; (at = head.find("\r\n", at)) != std::string::npos;) {
        at += 2;
        if (strncasecmp(head.c_str() + at, (name + ":").c_str(), name.size() + 1) != 0) continue;
        auto begin = head.find_first_not_of(' ', at + name.size() + 1);
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
    return "";
}

TEST(Site, FindsHeadersOfARequestHead) {
    std::string head = "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/*\r\nX-Empty:\r\n\r\n";
    EXPECT_EQ(header_of(head, "accept"), "text/*");
    EXPECT_EQ(header_of(head, "Host"), "a");
    EXPECT_EQ(header_of(head, "cookie"), "");
}

}  // namespace newsbus::http
