#include "zeromq/socket.h"

#include <cassert>
#include <cstring>

namespace newsbus::zeromq {
namespace {

/// 0, or the errno of the failure; a signal is no failure.
int send_frame(void* socket, std::string_view frame, int flags) {
    zmq_msg_t message;
    if (zmq_msg_init_size(&message, frame.size()) != 0) return zmq_errno();
    if (!frame.empty()) std::memcpy(zmq_msg_data(&message), frame.data(), frame.size());
    int sent = -1;
    do sent = zmq_msg_send(&message, socket, flags);
    while (sent < 0 && zmq_errno() == EINTR);
    if (sent >= 0) return 0;
    int why = zmq_errno();
    zmq_msg_close(&message);
    return why;
}

}  // namespace

Sending send(zmq::socket_ref socket, std::initializer_list<std::string_view> frames, int flags) {
    // Marks count whole messages, so only the first frame can meet a full queue.
    for (const std::string_view& frame : frames) {
        bool last = &frame == frames.end() - 1;
        int failed = send_frame(socket.handle(), frame, flags | (last ? 0 : ZMQ_SNDMORE));
        assert(failed != EAGAIN || &frame == frames.begin());
        if (failed == EAGAIN) return Sending::full;
        if (failed != 0) return Sending::gone;
    }
    return Sending::sent;
}

std::optional<std::vector<std::string>> receive(zmq::socket_ref socket) {
    std::vector<std::string> frames;
    zmq_msg_t message;
    zmq_msg_init(&message);
    for (bool more = true; more;) {
        int got = zmq_msg_recv(&message, socket.handle(), ZMQ_DONTWAIT);
        if (got < 0 && zmq_errno() == EINTR) continue;
        if (got < 0) break;
        frames.emplace_back(static_cast<const char*>(zmq_msg_data(&message)), zmq_msg_size(&message));
        more = zmq_msg_more(&message) != 0;
    }
    zmq_msg_close(&message);
    if (frames.empty()) return std::nullopt;
    return frames;
}

}  // namespace newsbus::zeromq
