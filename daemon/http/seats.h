#pragma once

#include <chrono>
#include <cstddef>
#include <iterator>
#include <list>

namespace newsbus::http {

/// The connections of a server. There is always room for one more: the slowest one has to go for it, which is the one
/// that is longest at its present request, or silent between two. Only those whose action is being carried out stay,
/// and these may take half of the room. One thread.
class Seats {
public:
    struct Seat {
        int socket = -1;  ///< to be shut down when it has to go
        std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();  ///< at the present request
        bool acts = false;                                                               ///< its action is carried out
        bool leaves = false;                                                             ///< it was shut down
    };
    using Place = std::list<Seat>::iterator;

    explicit Seats(std::size_t most) : most_(most) {}

    Place take(int socket) {
        make_room();
        seats_.push_back({socket});
        return std::prev(seats_.end());
    }
    void leave(Place place) { seats_.erase(place); }

    /// Its next request begins.
    void turn(Place place) { place->since = std::chrono::steady_clock::now(); }

    /// May one more action be carried out?
    bool may_act() const;

    std::size_t size() const { return seats_.size(); }

private:
    void make_room();

    std::size_t most_;
    std::list<Seat> seats_;
};

}  // namespace newsbus::http
