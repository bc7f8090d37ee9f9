#include "bus/listening.h"

#include "base/address.h"
#include "bus/endpoint.h"

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr std::string_view tcp = "tcp://";

sockaddr_un address_of(const std::string& file) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, file.data(), file.size());  // check_endpoint() knows that it fits
    return address;
}

bool somebody_listens(const std::string& file) {
    if (file.size() >= sizeof sockaddr_un().sun_path) return false;
    sockaddr_un address = address_of(file);
    Descriptor probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (probe.get() < 0) return false;
    return connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EAGAIN;
}

Error failure(const std::string& endpoint) {
    return Error{Errc::network, endpoint + ": " + std::strerror(errno)};
}

Result<Listening> listen_at_file(const std::string& endpoint, const std::string& file) {
    unlink(file.c_str());
    Descriptor opened(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_un address = address_of(file);
    if (opened.get() < 0 || ::bind(opened.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return failure(endpoint);
    Listening listening(std::move(opened), endpoint, file);
    // The owner and its group may connect, nobody else.
    if (chmod(file.c_str(), 0660) != 0 || listen(listening.socket.get(), SOMAXCONN) != 0) return failure(endpoint);
    return listening;
}

Result<Listening> listen_at_port(const std::string& endpoint) {
    Address address = *parse_address(std::string_view(endpoint).substr(tcp.size()));
    const bool is_v6 = address.raw.sin6_family == AF_INET6;
    Descriptor opened(socket(is_v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (opened.get() < 0) return failure(endpoint);
    int on = 1;  // so that a restart finds its port free
    setsockopt(opened.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in6 raw = address.raw;
    auto* port = is_v6 ? &raw.sin6_port : &reinterpret_cast<sockaddr_in&>(raw).sin_port;
    *port = htons(address.port);
    socklen_t size = is_v6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    if (::bind(opened.get(), reinterpret_cast<const sockaddr*>(&raw), size) != 0 ||
        listen(opened.get(), SOMAXCONN) != 0 ||
        getsockname(opened.get(), reinterpret_cast<sockaddr*>(&raw), &size) != 0)
        return failure(endpoint);
    std::string host = is_v6 ? "[" + address.host() + "]" : address.host();
    return Listening(std::move(opened), std::string(tcp) + host + ":" + std::to_string(ntohs(*port)), "");
}

}  // namespace

std::size_t connections_allowed() {
    constexpr std::size_t most = 1024;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return most;
    return std::clamp<std::size_t>(limit.rlim_cur / 4, 16, most);
}

Descriptor::~Descriptor() {
    if (fd_ >= 0) close(fd_);
}

Listening::~Listening() {
    if (socket.get() >= 0 && !file.empty()) unlink(file.c_str());
}

Result<void> check_free(const std::string& endpoint) {
    std::string file = socket_file(endpoint);
    if (file.empty()) return {};
    if (auto good = check_place(endpoint); !good) return Error(good.error()).within(endpoint);
    if (somebody_listens(file)) return Error{Errc::network, endpoint + ": Address already in use"};
    return {};
}

Result<Listening> listen_at(const std::string& endpoint) {
    if (auto good = check_endpoint(endpoint); !good) return good.error();
    if (auto free = check_free(endpoint); !free) return free.error();
    std::string file = socket_file(endpoint);
    return file.empty() ? listen_at_port(endpoint) : listen_at_file(endpoint, file);
}

}  // namespace newsbus::bus
