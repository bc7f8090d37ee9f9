#include "client/replay_client.h"

#include "client/pager.h"

#include <algorithm>

namespace newsbus::client {
namespace {

constexpr Duration longest_silence{20'000};

}  // namespace

Result<message::ReplayEnd> fetch_replay(const std::string& endpoint, message::ReplayRequest wanted, Duration patience,
                                        const std::function<bool(const message::Frames&)>& deliver) try {
    zmq::context_t context;
    Pager pager(context, endpoint);
    std::string busy;  // why the daemon cannot answer now
    auto heard = std::chrono::steady_clock::now();
    pager.ask(std::move(wanted), heard);
    for (;;) {
        auto now = std::chrono::steady_clock::now();
        while (auto answer = pager.receive(now)) {
            if (auto* refusal = std::get_if<message::ReplayRefusal>(&*answer)) {
                busy = refusal->code == message::busy ? refusal->why : "";
                if (busy.empty()) return Error{Errc::store, endpoint + ": " + refusal->why};
                continue;  // the pager asks again
            }
            heard = now;
            if (auto* end = std::get_if<message::ReplayEnd>(&*answer)) {
                if (end->more) return Error{Errc::store, endpoint + ": the log was put back while it was read"};
                return *end;
            }
            if (!deliver(std::get<message::Frames>(*answer))) return message::ReplayEnd{};
        }
        if (!pager.reached() && now - heard > patience)
            return Error{Errc::network, endpoint + ": nobody listens there"};
        if (now - heard > longest_silence)
            return Error{Errc::timeout, endpoint + ": " + (busy.empty() ? "no answer" : busy)};
        pager.tick(now);
        auto wait = std::chrono::ceil<Duration>(pager.next_tick() - now);
        zmq_pollitem_t item{pager.socket().handle(), 0, ZMQ_POLLIN, 0};
        zmq_poll(&item, 1, std::clamp(wait, Duration(1), Duration(200)).count());
    }
} catch (const zmq::error_t& error) {
    return Error{Errc::network, endpoint + ": " + error.what()};
}

}  // namespace newsbus::client
