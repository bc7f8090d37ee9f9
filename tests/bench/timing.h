#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace newsbus::bench {

/// CPU time of this thread in seconds: what else the machine does hardly counts.
double cpu_seconds();

/// Seconds of CPU that `work` takes.
template <class Work>
double timed(Work&& work) {
    double begin = cpu_seconds();
    work();
    return cpu_seconds() - begin;
}

double median(std::vector<double> values);

/// Medians over `rounds` of what each of `stages` takes (in seconds, as it says itself). The stages take turns, so that
/// a machine that slows down does so for all of them; one more round goes ahead to warm up.
std::vector<double> medians(int rounds, const std::vector<std::function<double()>>& stages);

/// Bytes by which `work` makes the memory of this process grow at its peak; what malloc has kept of earlier work is
/// given back before.
std::size_t peak_growth(const std::function<void()>& work);

}  // namespace newsbus::bench
