#pragma once

#include "base/time.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace newsbus {

/// How often a measure was how large: a count for each of some upper bounds. Any thread may add to it and read it.
class Histogram {
public:
    /// `bounds` ascend; what is above the last one is counted too.
    explicit Histogram(std::span<const double> bounds);

    /// Counts one measure, in base units (seconds, bytes). A negative one, made by a clock that was set, counts as 0;
    /// one that is no number is left out.
    void observe(double value);

    /// The same in seconds.
    template <class Rep, class Period>
    void observe(std::chrono::duration<Rep, Period> time) {
        observe(std::chrono::duration<double>(time).count());
    }

    struct Reading {
        std::vector<std::uint64_t> up_to;  ///< how many were at most bounds()[i]; the last one: how many there were
        double sum = 0;
    };
    Reading read() const;
    std::span<const double> bounds() const { return bounds_; }

private:
    std::vector<double> bounds_;
    std::unique_ptr<std::atomic<std::uint64_t>[]> counts_;  // each for itself; one more than bounds
    std::atomic<double> sum_{0};
};

/// Observes its own life, in seconds.
class Timed {
public:
    explicit Timed(Histogram& histogram) : histogram_(histogram) {}
    Timed(const Timed&) = delete;
    Timed& operator=(const Timed&) = delete;
    ~Timed() { histogram_.observe(std::chrono::steady_clock::now() - begin_); }

private:
    Histogram& histogram_;
    SteadyTime begin_ = std::chrono::steady_clock::now();
};

}  // namespace newsbus
