#pragma once

#include <vector>

#include "base/counters.h"
#include "http/budget.h"

namespace newsbus::http {

/// Who may receive while the budget is tight: the bodies being received, oldest first. I/O thread only.
///
/// A member is paused when the budget is used up and goes on when bytes come back, the oldest first. Why paused members
/// never wait for each other for ever: bytes are held either by complete bodies, which their readers give back without
/// needing the line, or by members of it. While a complete body is out, waiting for it is waiting for somebody else.
/// When none is out, the first in line goes on even past the limit; it ends in bounded time (TimeLimits) with a bounded body
/// (max_body), and its bytes come back then or after its reader. So one at a time the line empties, and memory stays
/// within the limit and one body, plus what a socket had ready when its owner was paused.
///
/// Pausing happens between curl's turns, never inside its write callback: libcurl 7.88 keeps on decompressing what it
/// has read for a transfer that was paused inside, up to 64 MB each, where no limit of ours is looked at.
class Line {
public:
    class Member {
    public:
        virtual ~Member() = default;
        virtual void pause() = 0;
        virtual void resume() = 0;
    };

    /// `paused` shows how many are paused now, `pauses` counts them.
    Line(const Budget& budget, Counter& paused, Counter& pauses) : budget_(budget), now_(paused), ever_(pauses) {}

    void join(Member& member);   ///< at the end; its body begins
    void leave(Member& member);  ///< not an error when it never joined
    bool is_first(const Member& member) const;

    /// Pauses and resumes as the budget says. Not from inside a curl callback.
    void settle();

private:
    struct Place {
        Member* member;
        bool paused;
    };
    const Budget& budget_;
    std::vector<Place> places_;
    int paused_ = 0;
    Counter& now_;
    Counter& ever_;
};

}  // namespace newsbus::http
