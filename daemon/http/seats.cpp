#include "http/seats.h"

#include <sys/socket.h>

#include <algorithm>

namespace newsbus::http {

bool Seats::may_act() const {
    return static_cast<std::size_t>(std::ranges::count(seats_, true, &Seat::acts)) <
           std::max<std::size_t>(most_ / 2, 1);
}

/// A socket that is shut down ends whatever its connection waits for; the seat is free when that has noticed.
void Seats::make_room() {
    auto leaves = [](const Seat& seat) { return seat.leaves; };
    if (seats_.size() - static_cast<std::size_t>(std::ranges::count_if(seats_, leaves)) < most_) return;
    Seat* slowest = nullptr;
    for (Seat& seat : seats_)
        if (!seat.acts && !seat.leaves && (!slowest || seat.since < slowest->since)) slowest = &seat;
    if (!slowest) return;
    slowest->leaves = true;
    shutdown(slowest->socket, SHUT_RDWR);
}

}  // namespace newsbus::http
