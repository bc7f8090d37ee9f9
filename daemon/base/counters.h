#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/exposition.h"
#include "base/histogram.h"

namespace newsbus {

/// A number that any thread may change and read at any time.
class Counter {
public:
    void add(std::int64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
    void set(std::int64_t n) { value_.store(n, std::memory_order_relaxed); }
    std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::int64_t> value_{0};
};

/// A time that any thread may change and read, kept in microseconds and shown in seconds.
class Seconds {
public:
    using Micros = std::chrono::microseconds;
    template <class Rep, class Period>
    void add(std::chrono::duration<Rep, Period> time) {
        micros_.add(std::chrono::duration_cast<Micros>(time).count());
    }
    template <class Rep, class Period>
    void set(std::chrono::duration<Rep, Period> time) {
        micros_.set(std::chrono::duration_cast<Micros>(time).count());
    }
    double value() const { return static_cast<double>(micros_.value()) / 1e6; }

private:
    Counter micros_;
};

/// The numbers that the daemon keeps about itself, by Prometheus name. A process has one registry, handed down by
/// reference. An owner asks for its counter once, when it is built, and keeps the reference: counting then costs one
/// atomic add.
/// Names follow `promtool check metrics` and tests/lint/metrics.py: base units (seconds, bytes); counters end in
/// `_total`, nothing else does.
class Counters {
public:
    /// The counter of that name and label, made when it is first asked for. The reference is valid as long as the
    /// registry. A name always has the same type and the same label name.
    Counter& counter(std::string_view name, std::string_view help, Label label = {});
    Counter& gauge(std::string_view name, std::string_view help, Label label = {});
    Seconds& seconds_counter(std::string_view name, std::string_view help, Label label = {});
    Seconds& seconds_gauge(std::string_view name, std::string_view help, Label label = {});
    Histogram& histogram(std::string_view name, std::string_view help, std::span<const double> bounds,
                         Label label = {});

    /// A gauge whose value is asked for at each scrape; `read` runs on the scraping thread.
    void gauge(std::string_view name, std::string_view help, std::function<double()> read);

    /// Writes all families, in name order.
    void write(Exposition& page) const;

    /// What write() writes.
    std::string prometheus() const;

    /// The value of a counter or of a gauge that counts; of a histogram, how many values were observed; 0 when there is
    /// none of that name and label. For /status and tests.
    std::int64_t value(std::string_view name, Label label = {}) const;

private:
    enum class Type { counter, gauge, histogram };
    using Series = std::variant<Counter*, Seconds*, Histogram*>;
    struct Family {
        std::string help;
        Type type;
        std::map<std::string, Series, std::less<>> by_label;
        std::function<double()> read;
    };
    template <class Made, class... Args>
    Made& find_or_make(std::string_view name, std::string_view help, Label label, Type type, std::deque<Made>& storage,
                       const Args&... args);

    mutable std::mutex mutex_;
    std::deque<Counter> counters_;
    std::deque<Seconds> seconds_;
    std::deque<Histogram> histograms_;
    std::map<std::string, Family, std::less<>> families_;
};

}  // namespace newsbus
