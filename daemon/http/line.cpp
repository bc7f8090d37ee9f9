#include "http/line.h"

#include <algorithm>

#include <cassert>

namespace newsbus::http {
namespace {

/// What a resumed transfer is expected to take before it is looked at again.
constexpr std::uint64_t turn = 64 << 10;

}  // namespace

Line::Ticket Line::join(Member& member, Ticket ticket) {
    assert(std::ranges::find(places_, &member, &Place::member) == places_.end());
    if (ticket == 0) ticket = ++last_;
    places_.insert(std::ranges::lower_bound(places_, ticket, {}, &Place::ticket), {&member, ticket, false});
    return ticket;
}

void Line::leave(Member& member) {
    auto place = std::find_if(places_.begin(), places_.end(), [&](const Place& it) { return it.member == &member; });
    if (place == places_.end()) return;
    if (place->paused) now_.set(--paused_);
    const bool led = place == places_.begin();
    places_.erase(place);
    if (led && !places_.empty()) places_.front().member->leads();
}

bool Line::is_first(const Member& member) const {
    return !places_.empty() && places_.front().member == &member;
}

void Line::settle() {
    if (paused_ == 0 && budget_.has_room()) return;
    std::uint64_t expected = 0;
    [[maybe_unused]] const std::size_t members = places_.size();
    // By index: resuming may deliver data, but nobody joins or leaves in here.
    for (std::size_t i = 0; i < places_.size(); ++i) {
        bool first_goes_on = i == 0 && !budget_.awaits_return();
        bool go = budget_.has_room(expected) || first_goes_on;
        if (go == !places_[i].paused) continue;
        places_[i].paused = !go;
        now_.set(paused_ += go ? -1 : 1);
        if (go) {
            expected += turn;
            places_[i].member->resume();
            assert(places_.size() == members);
        } else {
            ever_.add();
            places_[i].member->pause();
        }
    }
}

}  // namespace newsbus::http
