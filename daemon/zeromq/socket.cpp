#include "zeromq/socket.h"

#include <cassert>
#include <cstring>
#include <memory>

namespace newsbus::zeromq {
namespace {

constexpr std::size_t counted = 256;  // bytes of a frame, from which on it is counted

/// A frame that ZeroMQ holds and frees.
struct Held {
    std::string bytes;
    std::atomic<std::size_t>& sum;

    Held(std::string_view frame, std::atomic<std::size_t>& all) : bytes(frame), sum(all) { sum += bytes.size(); }
    Held(const Held&) = delete;
    ~Held() { sum -= bytes.size(); }

    static void free(void*, void* held) { delete static_cast<Held*>(held); }
};

/// 0, or the errno of the failure.
int make_frame(zmq_msg_t& message, std::string_view frame, std::atomic<std::size_t>* sum) {
    if (sum && frame.size() >= counted) {
        auto held = std::make_unique<Held>(frame, *sum);
        if (zmq_msg_init_data(&message, held->bytes.data(), frame.size(), Held::free, held.get()) != 0)
            return zmq_errno();
        held.release();
        return 0;
    }
    if (zmq_msg_init_size(&message, frame.size()) != 0) return zmq_errno();
    if (!frame.empty()) std::memcpy(zmq_msg_data(&message), frame.data(), frame.size());
    return 0;
}

/// 0, or the errno of the failure; a signal is no failure.
int send_frame(void* socket, std::string_view frame, int flags, std::atomic<std::size_t>* held = nullptr) {
    zmq_msg_t message;
    if (int failed = make_frame(message, frame, held); failed != 0) return failed;
    int sent = -1;
    do sent = zmq_msg_send(&message, socket, flags);
    while (sent < 0 && zmq_errno() == EINTR);
    if (sent >= 0) return 0;
    int why = zmq_errno();
    zmq_msg_close(&message);
    return why;
}

}  // namespace

Sending send(zmq::socket_ref socket, std::initializer_list<std::string_view> frames, int flags,
             std::atomic<std::size_t>* held) {
    // Marks count whole messages, so only the first frame can meet a full queue.
    for (const std::string_view& frame : frames) {
        bool last = &frame == frames.end() - 1;
        int failed = send_frame(socket.handle(), frame, flags | (last ? 0 : ZMQ_SNDMORE), held);
        assert(failed != EAGAIN || &frame == frames.begin());
        if (failed == EAGAIN) return Sending::full;
        if (failed != 0) return Sending::gone;
    }
    return Sending::sent;
}

Sending send_to(zmq::socket_ref router, std::string_view peer, std::initializer_list<std::string_view> frames) {
    int failed = send_frame(router.handle(), peer, ZMQ_DONTWAIT | ZMQ_SNDMORE);
    if (failed == EAGAIN) return Sending::full;
    if (failed != 0) return Sending::gone;
    return send(router, frames, ZMQ_DONTWAIT);
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
