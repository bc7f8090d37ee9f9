#pragma once

#include <ctime>

#include <chrono>

namespace newsbus::http {

/// Measures what this thread's turns cost in CPU time, so that each can be charged to whom it served. What other
/// threads and processes do meanwhile does not count.
class CpuMeter {
public:
    /// A turn begins.
    void begin() { began_ = mark_ = now(); }

    /// What this turn has cost so far.
    std::chrono::nanoseconds turn() const { return now() - began_; }

    /// What was spent since the turn began or the last call.
    std::chrono::nanoseconds lap() {
        const std::chrono::nanoseconds before = mark_;
        mark_ = now();
        return mark_ - before;
    }

private:
    static std::chrono::nanoseconds now() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }

    std::chrono::nanoseconds began_{0}, mark_{0};
};

}  // namespace newsbus::http
