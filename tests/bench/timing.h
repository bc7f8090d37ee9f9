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

/// What is done with document number i of a corpus; gives the seconds that count.
using Stage = std::function<double(std::size_t i)>;

/// Medians over `rounds` of what each of `stages` takes for each document, by stage and document. The stages take turns
/// on every document, so that a machine that slows down does so for all of them; one more round goes ahead to warm up.
std::vector<std::vector<double>> medians(int rounds, std::size_t documents, const std::vector<Stage>& stages);

double sum(const std::vector<double>& values);

/// Bytes by which `work` makes the memory of this process grow at its peak; what malloc has kept of earlier work is
/// given back before.
std::size_t peak_growth(const std::function<void()>& work);

}  // namespace newsbus::bench
