#include "http/connection.h"

#include "base/ascii.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

namespace newsbus::http {
namespace {

using ascii::lower;

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t most_unread = 1 << 20;  // bytes of a refused request that are read and forgotten

using Head = bhttp::request_header<>;
using HeadParser = bhttp::request_parser<bhttp::empty_body>;
using Answer = bhttp::response<bhttp::string_body>;

Reply refusal(int status, std::string why) {
    Reply reply;
    reply.status = status;
    reply.body = std::move(why) + "\n";
    return reply;
}

std::string_view path_of(const Head& head) {
    std::string_view target(head.target().data(), head.target().size());
    return target.substr(0, target.find('?'));
}

Inquiry inquiry_of(const Head& head) {
    Inquiry inquiry;
    inquiry.method = std::string(head.method_string());
    std::string_view target(head.target().data(), head.target().size());
    inquiry.path = std::string(path_of(head));
    if (auto question = target.find('?'); question != std::string_view::npos)
        inquiry.query = std::string(target.substr(question + 1));
    for (const auto& field : head)
        inquiry.headers.emplace(lower({field.name_string().data(), field.name_string().size()}),
                                std::string(field.value()));
    return inquiry;
}

Reply wrong_method(const char* allowed, std::string why) {
    Reply reply = refusal(405, std::move(why));
    reply.headers.emplace_back("Allow", allowed);
    return reply;
}

/// Why this server is not the one that is asked, whatever it is asked for.
std::optional<Reply> wrong_address(const Head& head, const Service& service) {
    auto host = head.find(bhttp::field::host);
    if (head.count(bhttp::field::host) > 1 || (host == head.end() && head.version() >= 11))
        return refusal(400, "one Host header, please");
    if (service.checks_host && host != head.end() && !is_own_host({host->value().data(), host->value().size()}))
        return refusal(421, "ask for this server by its address or as localhost");
    return {};
}

Reply answer_to(const Head& head, const Service& service) {
    if (auto wrong = wrong_address(head, service)) return std::move(*wrong);
    if (service.actions.contains(std::string(path_of(head)))) return wrong_method("POST", "only POST is answered here");
    if (head.method() != bhttp::verb::get && head.method() != bhttp::verb::head)
        return service.opening.admit ? wrong_method("GET, HEAD, POST", "only GET, HEAD and POST are answered")
                                     : wrong_method("GET, HEAD", "only GET and HEAD are answered");
    if (!head.target().starts_with('/')) return refusal(400, "the request target must be a path");
    Inquiry inquiry = inquiry_of(head);
    auto route = service.routes.find(inquiry.path);
    if (route == service.routes.end()) route = service.routes.find("");
    return route == service.routes.end() ? refusal(404, "nothing here") : route->second(inquiry);
}

/// The action that a POST asks for; nullptr when the request is something else.
const Action* action_of(const Head& head, const Service& service) {
    if (head.method() != bhttp::verb::post) return nullptr;
    auto action = service.actions.find(std::string(path_of(head)));
    return action == service.actions.end() ? nullptr : &action->second;
}

bool is_json(const Head& head) {
    auto field = head.find(bhttp::field::content_type);
    if (field == head.end()) return false;
    std::string type = lower({field->value().data(), field->value().size()});
    type.resize(std::min(type.find_first_of("; \t"), type.size()));
    return type == "application/json";
}

/// Why an action is refused before its body is read.
std::optional<Reply> refused_action(const HeadParser& parser, const Service& service) {
    if (auto wrong = wrong_address(parser.get(), service)) return wrong;
    if (!is_json(parser.get())) return refusal(415, "send Content-Type: application/json");
    if (parser.content_length().value_or(0) > service.limits.max_body) return refusal(413, "the body is too long");
    return {};
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
    if (error == bhttp::error::body_limit) return refusal(413, "the body is too long");
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

/// A reply, and whether all of its request was read, so that another one may follow on the connection.
struct Answered {
    Answered(Reply r, bool whole) : reply(std::move(r)), is_whole(whole) {}
    Reply reply;  ///< status 0: there is nobody to answer to
    bool is_whole;
};

/// While an action is carried out, its connection stays.
class Acting {
public:
    explicit Acting(Seats::Place seat) : seat_(seat) { seat_->acts = true; }
    Acting(const Acting&) = delete;
    Acting& operator=(const Acting&) = delete;
    ~Acting() { seat_->acts = false; }

private:
    Seats::Place seat_;
};

/// Reads the body of a POST and carries its action out.
template <class Stream>
asio::awaitable<Answered> act(Stream& stream, beast::flat_buffer& buffer, HeadParser& parser, const Action& action,
                              Service& service, Seats::Place seat) {
    if (auto refused = refused_action(parser, service)) co_return Answered(std::move(*refused), false);
    bhttp::request_parser<bhttp::string_body> whole(std::move(parser));
    whole.body_limit(service.limits.max_body);
    auto [error, size] = co_await bhttp::async_read(stream, buffer, whole, quietly);
    if (error) co_return Answered(complaint(error), false);
    Inquiry inquiry = inquiry_of(whole.get());
    inquiry.body = std::move(whole.get().body());
    if (!service.seats.may_act()) co_return Answered(refusal(503, "too many commands at once"), true);
    Acting acting(seat);
    Reply reply = co_await action(std::move(inquiry));
    co_return Answered(std::move(reply), true);
}

std::optional<std::uint64_t> announced_length(const HeadParser& parser) {
    const auto length = parser.content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

/// Has the client send the body that it holds back until it is asked for (RFC 9110 section 10.1.1).
template <class Stream>
asio::awaitable<bool> ask_for_body(Stream& stream, const Head& head) {
    const auto expect = head.find(bhttp::field::expect);
    if (expect == head.end() || lower({expect->value().data(), expect->value().size()}) != "100-continue")
        co_return true;
    bhttp::response<bhttp::empty_body> go_on(bhttp::status::continue_, 11);
    auto [error, size] = co_await bhttp::async_write(stream, go_on, quietly);
    co_return !error;
}

/// Takes a POST in that the server's opening admits.
template <class Stream>
asio::awaitable<Answered> take_in(Stream& stream, beast::flat_buffer& buffer, HeadParser& parser, Service& service,
                                  Seats::Place seat) {
    if (auto wrong = wrong_address(parser.get(), service)) co_return Answered(std::move(*wrong), false);
    Inquiry inquiry = inquiry_of(parser.get());
    Admission admission = service.opening.admit(inquiry, announced_length(parser));
    if (admission.refusal) co_return Answered(std::move(*admission.refusal), false);
    if (announced_length(parser).value_or(0) > admission.max_body)  // the parser looks at what is not announced
        co_return Answered(refusal(413, "the body is too long"), false);
    if (!service.seats.may_act()) co_return Answered(refusal(503, "too much at once"), false);
    if (!co_await ask_for_body(stream, parser.get())) co_return Answered(refusal(0, ""), false);
    bhttp::request_parser<bhttp::string_body> whole(std::move(parser));
    whole.body_limit(admission.max_body);
    auto [error, size] = co_await bhttp::async_read(stream, buffer, whole, quietly);
    if (error) co_return Answered(complaint(error), false);
    inquiry.body = std::move(whole.get().body());
    inquiry.held = std::move(admission.held);
    Acting acting(seat);
    Reply reply = co_await service.opening.take(std::move(inquiry));
    co_return Answered(std::move(reply), true);
}

template <class Stream>
asio::awaitable<Answered> answered(Stream& stream, beast::flat_buffer& buffer, HeadParser& parser, Service& service,
                                   Seats::Place seat) {
    if (const Action* action = action_of(parser.get(), service))
        co_return co_await act(stream, buffer, parser, *action, service, seat);
    if (service.opening.admit && parser.get().method() == bhttp::verb::post)
        co_return co_await take_in(stream, buffer, parser, service, seat);
    bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    co_return Answered(has_body ? refusal(413, "no body, please") : answer_to(parser.get(), service), !has_body);
}

/// One request and its answer; false when the connection is to be closed.
template <class Stream>
asio::awaitable<bool> exchange(Stream& stream, beast::flat_buffer& buffer, Service& service, Seats::Place seat) {
    service.seats.turn(seat);
    HeadParser parser;
    parser.header_limit(service.limits.max_header);
    parser.body_limit(boost::none);  // the body is looked at once it is known whom it is for
    stream.expires_after(service.limits.patience);
    auto [error, size] = co_await bhttp::async_read_header(stream, buffer, parser, quietly);
    stream.expires_after(service.limits.patience);
    bool keep_alive = !error && parser.get().keep_alive();
    bool head_only = !error && parser.get().method() == bhttp::verb::head;
    Answered done(refusal(0, ""), false);
    if (error)
        done.reply = complaint(error);
    else
        done = co_await answered(stream, buffer, parser, service, seat);
    if (done.reply.status == 0) co_return false;
    keep_alive = keep_alive && done.is_whole;
    Answer answer = message(std::move(done.reply), keep_alive);
    stream.expires_after(service.limits.patience);
    bool sent = co_await write(stream, std::move(answer), head_only);
    co_return sent&& keep_alive;
}

/// Reads on for a moment after the last answer: a socket that is closed with bytes unread takes the answer away from a
/// client that is still sending (RFC 9112 section 9.6).
template <class Stream>
asio::awaitable<void> linger(Stream& stream, beast::flat_buffer& buffer, const Service& service) {
    stream.expires_after(service.limits.patience);
    for (std::size_t left = most_unread; left > 0;) {
        buffer.clear();
        auto [error, size] = co_await stream.async_read_some(buffer.prepare(service.limits.max_header), quietly);
        if (error) co_return;
        left -= std::min(left, size);
    }
}

/// The place of a connection among the others, for as long as it is there.
class Seated {
public:
    Seated(Seats& seats, int socket) : seats_(seats), place_(seats.take(socket)) {}
    Seated(const Seated&) = delete;
    Seated& operator=(const Seated&) = delete;
    ~Seated() { seats_.leave(place_); }
    Seats::Place place() const { return place_; }

private:
    Seats& seats_;
    Seats::Place place_;
};

template <class Protocol>
asio::awaitable<void> serve_on(typename Protocol::socket socket, Service& service) {
    Seated seated(service.seats, socket.native_handle());
    beast::basic_stream<Protocol> stream(std::move(socket));
    beast::flat_buffer buffer(2 * service.limits.max_header);
    while (co_await exchange(stream, buffer, service, seated.place())) {
    }
    boost::system::error_code ignored;
    stream.socket().shutdown(Protocol::socket::shutdown_send, ignored);
    if (!ignored) co_await linger(stream, buffer, service);
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

asio::awaitable<void> serve(asio::ip::tcp::socket socket, Service& service) {
    return serve_on<asio::ip::tcp>(std::move(socket), service);
}

asio::awaitable<void> serve(asio::local::stream_protocol::socket socket, Service& service) {
    return serve_on<asio::local::stream_protocol>(std::move(socket), service);
}

}  // namespace newsbus::http
