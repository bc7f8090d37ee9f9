#pragma once

#include <string>

#include "base/time.h"

namespace newsbus {

/// The wall clock, and beside it the time since the machine was started. The latter never jumps, goes on while the
/// machine sleeps, and means the same in every process until the next start: what tells a wall clock that was set from
/// time that passed. Tests pass their own.
class BootClock : public Clock {
public:
    /// A name of the machine's present run; "" = the system does not tell, and since_start() means nothing.
    virtual const std::string& run() const = 0;
    virtual Duration since_start() const = 0;

    /// The machine's (Linux: the boot id and CLOCK_BOOTTIME).
    static const BootClock& machine();
};

}  // namespace newsbus
