#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/time.h"

namespace newsbus::http {

/// The time limits of one fetch, all hops together, made of the one number that the operator sets. The answer must
/// begin within two thirds of `total` after a hop begins; after that no third of `total` may pass without a byte; and
/// the fetch must end after `total`. Time spent paused for the byte budget does not count, but may be at most another
/// `total`.
/// It has no clock: the caller says what time it is.
class TimeLimits {
public:
    TimeLimits(Duration total, SteadyTime start) : total_(total), start_(start), last_(start) {}

    void hop_begins(SteadyTime now);
    void progress(SteadyTime now);  ///< a byte of the answer came
    void pause(SteadyTime now);
    void resume(SteadyTime now);

    bool is_paused() const { return is_paused_; }

    /// The earliest time at which overdue() may give a reason, if nothing happens until then.
    SteadyTime next_check() const;

    /// Why the fetch has to end now; nothing while it may go on.
    std::optional<std::string> overdue(SteadyTime now) const;

private:
    Duration patience() const { return answered_ ? total_ / 3 : total_ * 2 / 3; }

    Duration total_;
    SteadyTime start_;
    SteadyTime last_;  ///< the last byte, or the hop's begin
    bool answered_ = false;
    SteadyTime paused_at_{};  ///< while paused
    bool is_paused_ = false;
    SteadyTime::duration paused_{0};  ///< before `paused_at_`
};

}  // namespace newsbus::http
