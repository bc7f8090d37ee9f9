#include "bus/endpoint.h"

#include <arpa/inet.h>

#include <charconv>
#include <string_view>

namespace newsbus::bus {
namespace {

bool is_loopback(std::string_view host) {
    if (host == "[::1]") return true;
    in_addr address{};
    if (inet_pton(AF_INET, std::string(host).c_str(), &address) != 1) return false;
    return (ntohl(address.s_addr) >> 24) == 127;
}

bool is_port(std::string_view text) {
    if (text == "*") return true;
    unsigned port = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
    return failed == std::errc() && end == text.data() + text.size() && port <= 65535;
}

}  // namespace

Result<void> check_endpoint(const std::string& endpoint) {
    auto refused = [&endpoint](std::string_view why) {
        return Error{Errc::config, endpoint + ": " + std::string(why)};
    };
    std::string_view rest = endpoint;
    if (rest.starts_with("ipc://")) {
        if (rest.size() > 6 && rest.find('\0') == std::string_view::npos) return {};
        return refused("no path after ipc://");
    }
    if (!rest.starts_with("tcp://")) return refused("neither tcp:// nor ipc://");
    rest.remove_prefix(6);
    std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos || !is_port(rest.substr(colon + 1)))
        return refused("no port, expected tcp://127.0.0.1:5556");
    if (!is_loopback(rest.substr(0, colon)))
        return refused("not a loopback address such as 127.0.0.1 or [::1]; other addresses need [bus.curve]");
    return {};
}

}  // namespace newsbus::bus
