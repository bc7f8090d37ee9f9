#pragma once

#include "base/time.h"

namespace newsbus::cli {

/// Takes SIGINT (Ctrl-C), SIGTERM and SIGHUP while it lives, for commands that have something to put in order before
/// they end. A signal that was ignored stays ignored (nohup). One at a time; used by one thread.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /// Has one come?
    bool came() const;

    /// Waits that long; less when a signal comes or the reader of standard output leaves. True when the time is over.
    bool wait(Duration time) const;
};

/// Has an Interrupt taken a signal, now or before?
bool was_interrupted();

/// Ends the program by the signal that an Interrupt took, if it took one: so that a shell sees what it would have seen
/// without the cleaning up. Returns when none came.
void end_by_signal_that_came();

}  // namespace newsbus::cli
