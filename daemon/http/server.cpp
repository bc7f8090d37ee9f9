#include "http/server.h"

#include "async/task_group.h"
#include "base/access.h"
#include "base/address.h"
#include "http/connection.h"

#include <spdlog/fmt/fmt.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/stat.h>
#include <unistd.h>
#include <optional>

namespace newsbus::http {
namespace {

using asio::ip::tcp;
using local = asio::local::stream_protocol;
using boost::system::error_code;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::string_view unix_prefix = "unix:";

template <class Protocol>
class Listener final : public Server {
public:
    Listener(asio::any_io_executor io, Service service)
        : acceptor_(io), connections_(io), service_(std::move(service)) {}
    ~Listener() override {
        if (!socket_file_.empty()) unlink(socket_file_.c_str());
    }

    error_code listen(const typename Protocol::endpoint& endpoint) {
        error_code error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        return error;
    }

    void owns_file(std::string path) { socket_file_ = std::move(path); }

    std::string address() const override {
        if (!socket_file_.empty()) return std::string(unix_prefix) + socket_file_;
        return text_of(acceptor_.local_endpoint());
    }

    asio::awaitable<void> run() override {
        co_await asio::this_coro::throw_if_cancelled(false);
        while (true) {
            auto [error, socket] = co_await acceptor_.async_accept(quietly);
            if (error == asio::error::operation_aborted) break;
            if (error) {  // out of descriptors, most likely: what is open has to end first
                asio::steady_timer breath(acceptor_.get_executor(), std::chrono::milliseconds(100));
                co_await breath.async_wait(quietly);
                auto state = co_await asio::this_coro::cancellation_state;
                if (state.cancelled() != asio::cancellation_type::none) break;
            } else {
                connections_.spawn("http connection", serve(std::move(socket), service_));
            }
        }
        connections_.cancel();
        co_await connections_.join();
    }

private:
    static std::string text_of(const tcp::endpoint& endpoint) {
        std::string host = endpoint.address().to_string();
        return endpoint.address().is_v6() ? fmt::format("[{}]:{}", host, endpoint.port())
                                          : fmt::format("{}:{}", host, endpoint.port());
    }
    static std::string text_of(const local::endpoint& endpoint) { return endpoint.path(); }

    asio::basic_socket_acceptor<Protocol> acceptor_;
    TaskGroup connections_;
    Service service_;
    std::string socket_file_;
};

Error cannot_bind(const std::string& address, const error_code& error) {
    return Error{Errc::network, fmt::format("{}: cannot listen: {}", address, error.message())};
}

std::optional<tcp::endpoint> read_endpoint(std::string_view text) {
    auto address = parse_address(text);
    if (!address) return std::nullopt;
    return tcp::endpoint(asio::ip::make_address(address->host()), address->port);
}

Result<std::unique_ptr<Server>> bind_tcp(asio::any_io_executor io, const std::string& address, Service service) {
    auto endpoint = read_endpoint(address);
    if (!endpoint)
        return Error{Errc::config,
                     fmt::format("\"{}\": not an address like 127.0.0.1:9556, [::1]:9556 or unix:/path", address)};
    auto server = std::make_unique<Listener<tcp>>(std::move(io), std::move(service));
    if (error_code error = server->listen(*endpoint)) return cannot_bind(address, error);
    return Result<std::unique_ptr<Server>>(std::move(server));
}

/// A socket left by a daemon that was killed: nobody accepts on it.
bool is_stale(asio::any_io_executor io, const local::endpoint& endpoint) {
    struct stat about {};
    if (stat(endpoint.path().c_str(), &about) != 0 || !S_ISSOCK(about.st_mode)) return false;
    local::socket probe(io);
    error_code error;
    probe.connect(endpoint, error);
    return error == asio::error::connection_refused;
}

Result<std::unique_ptr<Server>> bind_unix(asio::any_io_executor io, const std::string& address, Service service) {
    std::string path = address.substr(unix_prefix.size());
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path))
        return Error{Errc::config, fmt::format("\"{}\": a path of 1 to {} bytes belongs after unix:", address,
                                               sizeof(sockaddr_un::sun_path) - 1)};
    local::endpoint endpoint(path);
    if (is_stale(io, endpoint)) unlink(path.c_str());
    service.checks_host = false;
    auto server = std::make_unique<Listener<local>>(std::move(io), std::move(service));
    if (error_code error = server->listen(endpoint)) return cannot_bind(address, error);
    server->owns_file(path);
    if (chmod(path.c_str(), 0660) != 0)
        return cannot_bind(address, error_code(errno, boost::system::system_category()));
    return Result<std::unique_ptr<Server>>(std::move(server));
}

}  // namespace

Result<void> Server::check_place(const std::string& address) {
    auto fault = address.starts_with(unix_prefix) ? socket_fault(address.substr(unix_prefix.size())) : std::nullopt;
    if (!fault) return {};
    return Error{Errc::config, *fault};
}

Result<std::unique_ptr<Server>> Server::bind(asio::any_io_executor io, const std::string& address,
                                             std::map<std::string, Handler> routes, Limits limits,
                                             std::map<std::string, Action> actions, Opening opening) {
    Service service(std::move(routes), std::move(actions), limits, std::move(opening));
    bool is_unix = address.starts_with(unix_prefix);
    return is_unix ? bind_unix(std::move(io), address, std::move(service))
                   : bind_tcp(std::move(io), address, std::move(service));
}

}  // namespace newsbus::http
