#include "ingest/read_room.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace newsbus::ingest {
namespace {

/// What is held at once of an answer while it is read, for each byte of its body: feeds of short entries need it all.
constexpr std::uint64_t times_body = 10;

}  // namespace

ReadRoom::Place::Place(ReadRoom& room, std::uint64_t bytes, bool large)
    : room_(&room), bytes_(bytes), large_(large), charged_(large ? room.charge_(bytes) : nullptr) {}

void ReadRoom::Place::hold(std::uint64_t bytes) {
    if (!room_) return;
    if (large_) {
        charged_.reset();
        charged_ = room_->charge_(bytes);
    }
    room_->change(std::exchange(bytes_, bytes), bytes, large_);
    room_->admit(large_);
}

asio::awaitable<ReadRoom::Place> ReadRoom::take(std::uint64_t body) {
    if (body == 0) co_return Place();
    const bool large = body > large_body;
    const std::uint64_t bytes = body * times_body;
    const bool queue = std::ranges::any_of(waiting_, [large](const Waiting* one) { return one->large == large; });
    if (!queue && fits(bytes, large)) {
        enter(bytes, large);
        co_return Place(*this, bytes, large);
    }
    Waiting waiting{bytes, large, asio::steady_timer(io_, asio::steady_timer::time_point::max())};
    waiting_.push_back(&waiting);
    while (!waiting.in) co_await waiting.admitted.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return Place(*this, bytes, large);
}

bool ReadRoom::fits(std::uint64_t bytes, bool large) const {
    return large ? !large_ : small_ == 0 || small_ + bytes <= most_small;
}

void ReadRoom::enter(std::uint64_t bytes, bool large) {
    if (large) large_ = true;
    change(0, bytes, large);
}

void ReadRoom::leave(std::uint64_t bytes, bool large) {
    if (large) large_ = false;
    change(bytes, 0, large);
    admit(large);
}

void ReadRoom::change(std::uint64_t before, std::uint64_t now, bool large) {
    if (!large) small_ += now - before;
    gauge_.add(static_cast<std::int64_t>(now) - static_cast<std::int64_t>(before));
}

// Those of one queue, the oldest first, as long as they fit.
void ReadRoom::admit(bool large) {
    for (auto at = waiting_.begin(); at != waiting_.end();) {
        Waiting& one = **at;
        if (one.large != large) {
            ++at;
            continue;
        }
        if (!fits(one.bytes, large)) return;
        enter(one.bytes, large);
        one.in = true;
        one.admitted.cancel();
        at = waiting_.erase(at);
    }
}

}  // namespace newsbus::ingest
