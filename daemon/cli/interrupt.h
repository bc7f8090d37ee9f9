#pragma once

#include "base/time.h"

namespace newsbus::cli {

/// Catches SIGINT (Ctrl-C), SIGTERM and SIGHUP while it lives: for commands that must clean up before they end. A
/// signal that was ignored stays ignored (nohup). Only one may exist at a time; used by one thread.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /// Has a signal come?
    bool came() const;

    /// Waits for `time`, or until a signal comes or the reader of standard output leaves. True when the time is over.
    bool wait(Duration time) const;
};

/// Has an Interrupt caught a signal, now or before?
bool was_interrupted();

/// Ends the program by the signal that an Interrupt caught, so that a shell sees the same as without the cleaning up.
/// Returns when none was caught.
void end_by_signal_that_came();

}  // namespace newsbus::cli
