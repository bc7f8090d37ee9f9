#pragma once

#include <cstdint>
#include <vector>

#include "base/counters.h"
#include "http/budget.h"

namespace newsbus::http {

/// The queue of bodies being received, oldest first: while the budget is used up it decides who may receive. I/O thread
/// only.
///
/// When the budget is used up every member is paused; when bytes come back members go on, the oldest first. Members
/// cannot wait for each other for ever. Bytes are held either by complete bodies or by members. Complete bodies come
/// back when their readers are done, and readers do not need the line. When there is no complete body, the first in
/// line goes on even past the limit; it ends in bounded time (TimeLimits) with a bounded body (max_body), and its bytes
/// come back. So the line empties one by one, and memory stays within the limit and one body, plus what a socket had
/// ready when its owner was paused.
///
/// Pausing happens between curl's turns, never inside its write callback. Paused inside, libcurl 7.88 would go on
/// decompressing what it has read for the transfer, up to 64 MB each, which no limit of ours sees.
class Line {
public:
    using Ticket = std::uint64_t;  ///< a place: the lower, the sooner; 0 = none

    class Member {
    public:
        virtual ~Member() = default;
        virtual void pause() = 0;
        virtual void resume() = 0;
        virtual void leads() {}  ///< it is the first in line, since another one left
    };

    /// `paused` shows how many are paused now, `pauses` counts them.
    Line(const Budget& budget, Counter& paused, Counter& pauses) : budget_(budget), now_(paused), ever_(pauses) {}

    /// Joins the line when its body begins: at the end or, with the ticket of an earlier body, right before whoever has
    /// that ticket or a later one. Returns its ticket.
    Ticket join(Member& member, Ticket ticket = 0);
    void leave(Member& member);  ///< does nothing when it never joined
    bool is_first(const Member& member) const;

    /// Pauses and resumes members as the budget says. Never call it inside a curl callback.
    void settle();

private:
    struct Place {
        Member* member;
        Ticket ticket;
        bool paused;
    };
    const Budget& budget_;
    std::vector<Place> places_;
    Ticket last_ = 0;
    int paused_ = 0;
    Counter& now_;
    Counter& ever_;
};

}  // namespace newsbus::http
