#include "bus/endpoint.h"

#include "base/access.h"
#include "base/address.h"

#include <string_view>

namespace newsbus::bus {
namespace {

constexpr std::string_view ipc = "ipc://", tcp = "tcp://";

const char* fault_of_path(std::string_view path) {
    // Without an absolute path a socket has no file (ipc://@name), and then no permissions either.
    if (!path.starts_with('/') || path.size() < 2) return "needs an absolute path";
    if (path.size() > longest_socket_path) return "is too long for a socket";
    return path.find('\0') == std::string_view::npos ? nullptr : "holds a NUL";
}

const char* fault_of_address(std::string_view text) {
    auto address = parse_address(text);
    if (!address) return "must be tcp://ADDRESS:PORT, with a literal address such as 127.0.0.1 or [::1]";
    if (address->is_loopback()) return nullptr;
    return "without CURVE, which is not available in this version, only loopback addresses and ipc are allowed";
}

const char* fault_of(std::string_view endpoint) {
    if (endpoint.starts_with(ipc)) return fault_of_path(endpoint.substr(ipc.size()));
    if (endpoint.starts_with(tcp)) return fault_of_address(endpoint.substr(tcp.size()));
    return "must begin with tcp:// or ipc://";
}

}  // namespace

Result<void> check_endpoint(const std::string& endpoint) {
    const char* fault = fault_of(endpoint);
    if (!fault) return {};
    return Error{Errc::config, (endpoint.empty() ? "\"\"" : endpoint) + ": " + fault};
}

std::string socket_file(const std::string& endpoint) {
    return endpoint.starts_with(ipc) ? endpoint.substr(ipc.size()) : "";
}

Result<void> check_place(const std::string& endpoint) {
    std::string file = socket_file(endpoint);
    auto fault = file.empty() ? std::nullopt : socket_fault(file);
    if (!fault) return {};
    return Error{Errc::config, *fault};
}

}  // namespace newsbus::bus
