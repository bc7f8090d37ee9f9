#include "http/connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <cctype>

namespace newsbus::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

using Head = bhttp::request<bhttp::empty_body>;
using Answer = bhttp::response<bhttp::string_body>;

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

Reply refusal(int status, std::string why) {
    Reply reply;
    reply.status = status;
    reply.body = std::move(why) + "\n";
    return reply;
}

Inquiry inquiry_of(const Head& head) {
    Inquiry inquiry;
    inquiry.method = std::string(head.method_string());
    std::string_view target(head.target().data(), head.target().size());
    auto question = target.find('?');
    inquiry.path = std::string(target.substr(0, question));
    if (question != std::string_view::npos) inquiry.query = std::string(target.substr(question + 1));
    for (const auto& field : head)
        inquiry.headers.emplace(lower({field.name_string().data(), field.name_string().size()}),
                                std::string(field.value()));
    return inquiry;
}

Reply answer_to(const Head& head, const Service& service) {
    auto host = head.find(bhttp::field::host);
    if (head.count(bhttp::field::host) > 1 || (host == head.end() && head.version() >= 11))
        return refusal(400, "one Host header, please");
    if (service.checks_host && host != head.end() && !is_own_host({host->value().data(), host->value().size()}))
        return refusal(421, "ask for this server by its address or as localhost");
    if (head.method() != bhttp::verb::get && head.method() != bhttp::verb::head) {
        Reply reply = refusal(405, "only GET and HEAD are answered");
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return reply;
    }
    if (!head.target().starts_with('/')) return refusal(400, "the request target must be a path");
    Inquiry inquiry = inquiry_of(head);
    auto route = service.routes.find(inquiry.path);
    if (route == service.routes.end()) route = service.routes.find("");
    return route == service.routes.end() ? refusal(404, "nothing here") : route->second(inquiry);
}

Answer message(Reply reply, bool keep_alive) {
    Answer answer;
    answer.version(11);
    answer.result(static_cast<unsigned>(reply.status));
    answer.set(bhttp::field::server, "newsbus");
    for (const auto& [name, value] : reply.headers) answer.insert(name, value);
    answer.body() = std::move(reply.body);
    answer.prepare_payload();
    answer.keep_alive(keep_alive);
    return answer;
}

/// What to answer to a request that could not be read; status 0 when there is nobody to answer to.
Reply complaint(const beast::error_code& error) {
    if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow)
        return refusal(431, "the request's head is too long");
    bool is_malformed = error.category() == bhttp::make_error_code(bhttp::error::bad_method).category() &&
                        error != bhttp::error::end_of_stream && error != bhttp::error::partial_message;
    return is_malformed ? refusal(400, "this is no HTTP request: " + error.message()) : refusal(0, "");
}

template <class Stream>
asio::awaitable<bool> write(Stream& stream, Answer answer, bool head_only) {
    bhttp::response_serializer<bhttp::string_body> serializer(answer);
    if (head_only) {
        auto [error, size] = co_await bhttp::async_write_header(stream, serializer, quietly);
        co_return !error;
    }
    auto [error, size] = co_await bhttp::async_write(stream, serializer, quietly);
    co_return !error;
}

/// One request and its answer; false when the connection is to be closed.
template <class Stream>
asio::awaitable<bool> exchange(Stream& stream, beast::flat_buffer& buffer, const Service& service) {
    bhttp::request_parser<bhttp::empty_body> parser;
    parser.header_limit(service.limits.max_header);
    stream.expires_after(service.limits.patience);
    auto [error, size] = co_await bhttp::async_read_header(stream, buffer, parser, quietly);
    stream.expires_after(service.limits.patience);
    if (error) {
        if (Reply reply = complaint(error); reply.status != 0) {
            Answer answer = message(std::move(reply), false);
            co_await write(stream, std::move(answer), false);
        }
        co_return false;
    }
    const Head& head = parser.get();
    bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    bool keep_alive = head.keep_alive() && !has_body;
    Answer answer = message(has_body ? refusal(413, "no body, please") : answer_to(head, service), keep_alive);
    bool head_only = head.method() == bhttp::verb::head;
    bool sent = co_await write(stream, std::move(answer), head_only);
    co_return sent&& keep_alive;
}

template <class Protocol>
asio::awaitable<void> serve_on(typename Protocol::socket socket, const Service& service) {
    beast::basic_stream<Protocol> stream(std::move(socket));
    beast::flat_buffer buffer(2 * service.limits.max_header);
    while (co_await exchange(stream, buffer, service)) {
    }
    boost::system::error_code ignored;
    stream.socket().shutdown(Protocol::socket::shutdown_send, ignored);
}

}  // namespace

bool is_own_host(std::string_view host) {
    if (auto colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) {
        auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (!std::all_of(host.begin() + colon + 1, host.end(), is_digit)) return false;
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    boost::system::error_code error;
    asio::ip::make_address(std::string(host), error);
    return !error || lower(host) == "localhost";
}

asio::awaitable<void> serve(asio::ip::tcp::socket socket, const Service& service) {
    return serve_on<asio::ip::tcp>(std::move(socket), service);
}

asio::awaitable<void> serve(asio::local::stream_protocol::socket socket, const Service& service) {
    return serve_on<asio::local::stream_protocol>(std::move(socket), service);
}

}  // namespace newsbus::http
