#pragma once

#include "base/time.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace newsbus {

/// Counts how often a measured value was how large: one count for each of some upper bounds. Any thread may add to it
/// and read it.
class Histogram {
public:
    /// `bounds` must ascend. Values above the last bound are counted too.
    explicit Histogram(std::span<const double> bounds);

    /// Counts one value, in base units (seconds, bytes). A negative value (a clock was set back) counts as 0; NaN is
    /// ignored.
    void observe(double value);

    /// The same in seconds.
    template <class Rep, class Period>
    void observe(std::chrono::duration<Rep, Period> time) {
        observe(std::chrono::duration<double>(time).count());
    }

    struct Reading {
        std::vector<std::uint64_t> up_to;  ///< number of values <= bounds()[i]; last: number of all values
        double sum = 0;
    };
    Reading read() const;
    std::span<const double> bounds() const { return bounds_; }

private:
    std::vector<double> bounds_;
    std::unique_ptr<std::atomic<std::uint64_t>[]> counts_;  // per interval, not summed up; one more than bounds
    std::atomic<double> sum_{0};
};

/// Measures its own lifetime in seconds and counts it.
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
