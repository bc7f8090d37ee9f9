#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

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

/// Every number the daemon keeps about itself, by Prometheus name. One registry a process, handed down by reference.
/// A counter is asked for once, when its owner is built, and kept as a reference: counting costs one atomic add.
class Counters {
public:
    enum class Type { counter, gauge };

    /// The counter of that name and label pair, made at first sight. The reference stays valid as long as the registry.
    /// `name` is a Prometheus name ("newsbus_fetches_total"); `label` is `status="ok"` or "".
    Counter& counter(std::string_view name, std::string_view help, std::string_view label = "");
    Counter& gauge(std::string_view name, std::string_view help, std::string_view label = "");

    /// A gauge whose value is asked for at each scrape; `read` runs on the scraping thread.
    void gauge(std::string_view name, std::string_view help, std::function<double()> read);

    /// Text exposition format 0.0.4, families in name order.
    std::string prometheus() const;

    /// The value of a counter or gauge by name and label; 0 when there is none. For /status and tests.
    std::int64_t value(std::string_view name, std::string_view label = "") const;

private:
    struct Family {
        std::string help;
        Type type;
        std::map<std::string, Counter*, std::less<>> by_label;
        std::function<double()> read;
    };
    Counter& find_or_make(std::string_view name, std::string_view help, std::string_view label, Type type);

    mutable std::mutex mutex_;
    std::deque<Counter> storage_;
    std::map<std::string, Family, std::less<>> families_;
};

}  // namespace newsbus
