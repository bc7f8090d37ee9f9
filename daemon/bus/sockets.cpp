#include "bus/sockets.h"

#include "bus/endpoint.h"
#include "bus/listening.h"

#include <sys/stat.h>

#include <cstring>

namespace newsbus::bus {
namespace {

constexpr std::int64_t largest_subscription = 4096;  // bytes of a topic prefix
constexpr int kernel_queue = 128 << 10;  // bytes; the kernel doubles it, and would take 4 MiB for who does not read
constexpr const char* monitor_endpoint = "inproc://publish-monitor";

/// Binds and says where: the real port or path.
Result<std::string> bind(zmq::socket_t& socket, const std::string& endpoint) {
    if (auto good = check_endpoint(endpoint); !good) return good.error();
    std::string file = socket_file(endpoint);
    // ZeroMQ removes whatever stands at the path of an ipc endpoint.
    if (auto free = check_free(endpoint); !free) return free.error();
    socket.set(zmq::sockopt::ipv6, endpoint.find('[') != std::string::npos);
    if (zmq_bind(socket.handle(), endpoint.c_str()) != 0)
        return Error{Errc::network, endpoint + ": " + zmq_strerror(zmq_errno())};
    // The owner and its group may connect, nobody else.
    if (!file.empty() && chmod(file.c_str(), 0660) != 0)
        return Error{Errc::network, endpoint + ": " + std::strerror(errno)};
    return socket.get(zmq::sockopt::last_endpoint);
}

Result<void> open_publish(Sockets& sockets, const Options& options) {
    zmq::socket_t& socket = sockets.publish = zmq::socket_t(sockets.context, zmq::socket_type::xpub);
    socket.set(zmq::sockopt::sndhwm, options.high_water_mark);
    socket.set(zmq::sockopt::xpub_nodrop, 1);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::sndbuf, kernel_queue);
    socket.set(zmq::sockopt::maxmsgsize, largest_subscription);
    // libzmq takes in all that is there before it gives control back. With a queue of one that is little, and we can
    // end who subscribes without end.
    socket.set(zmq::sockopt::rcvhwm, 1);
    socket.set(zmq::sockopt::xpub_verboser, 1);

    // The monitor's queue has no mark: at one, libzmq's I/O thread would wait for us.
    if (zmq_socket_monitor(socket.handle(), monitor_endpoint,
                           ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_CLOSED) != 0)
        return Error{Errc::network, std::string("socket monitor: ") + zmq_strerror(zmq_errno())};
    sockets.monitor = zmq::socket_t(sockets.context, zmq::socket_type::pair);
    sockets.monitor.set(zmq::sockopt::rcvhwm, 0);
    sockets.monitor.set(zmq::sockopt::linger, 0);
    sockets.monitor.connect(monitor_endpoint);

    for (const std::string& endpoint : options.publish) {
        auto bound = bind(socket, endpoint);
        if (!bound) return bound.error();
        sockets.publish_endpoints.push_back(*bound);
    }
    return {};
}

Result<void> open_replay(Sockets& sockets, const Options& options) {
    auto port = ReplayPort::open(options.replay);
    if (!port) return port.error();
    sockets.replay = std::move(*port);
    return {};
}

}  // namespace

Result<std::unique_ptr<Sockets>> open_sockets(const Options& options) {
    if (options.high_water_mark < 1)  // ZeroMQ reads 0 as "no limit"
        return Error{Errc::config, "bus.high_water_mark: must be at least 1"};
    try {
        auto sockets = std::make_unique<Sockets>();
        sockets->most_connections = connections_allowed();
        if (auto opened = open_publish(*sockets, options); !opened) return opened.error();
        if (auto opened = open_replay(*sockets, options); !opened) return opened.error();
        return sockets;
    } catch (const zmq::error_t& error) {
        return Error{Errc::network, std::string("ZeroMQ: ") + error.what()};
    }
}

Sockets::~Sockets() {
    // The monitor ends while its reader still stands: libzmq writes a farewell to it.
    if (publish) zmq_socket_monitor(publish.handle(), nullptr, 0);
    monitor.close();
}

}  // namespace newsbus::bus
