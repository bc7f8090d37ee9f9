#include "base/histogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace newsbus {

Histogram::Histogram(std::span<const double> bounds)
    : bounds_(bounds.begin(), bounds.end()),
      counts_(std::make_unique<std::atomic<std::uint64_t>[]>(bounds.size() + 1)) {
    assert(std::is_sorted(bounds_.begin(), bounds_.end()));
}

void Histogram::observe(double value) {
    if (std::isnan(value)) return;
    value = std::max(value, 0.0);
    auto at = std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin();
    counts_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
}

Histogram::Reading Histogram::read() const {
    Reading reading;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i <= bounds_.size(); ++i)
        reading.up_to.push_back(total += counts_[i].load(std::memory_order_relaxed));
    reading.sum = sum_.load(std::memory_order_relaxed);
    return reading;
}

}  // namespace newsbus
