#include "timing.h"

#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>

namespace newsbus::bench {
namespace {

/// A field of /proc/self/status in bytes.
std::size_t status(const std::string& field) {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(field + ":")) return std::stoull(line.substr(field.size() + 1)) << 10;
    std::fprintf(stderr, "bench: /proc/self/status has no %s\n", field.c_str());
    std::exit(1);
}

double median(std::vector<double> values) {
    auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

double cpu_seconds() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::vector<std::vector<double>> medians(int rounds, std::size_t documents, const std::vector<Stage>& stages) {
    std::vector<std::vector<std::vector<double>>> seconds(stages.size(), std::vector<std::vector<double>>(documents));
    for (int round = -1; round < rounds; ++round)
        for (std::size_t document = 0; document < documents; ++document)
            for (std::size_t stage = 0; stage < stages.size(); ++stage) {
                double taken = stages[stage](document);
                if (round >= 0) seconds[stage][document].push_back(taken);
            }
    std::vector<std::vector<double>> out(stages.size());
    for (std::size_t stage = 0; stage < stages.size(); ++stage)
        std::ranges::transform(seconds[stage], std::back_inserter(out[stage]), median);
    return out;
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

std::size_t peak_growth(const std::function<void()>& work) {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";  // begins the peak (VmHWM) anew
    std::size_t before = status("VmRSS");
    work();
    return std::max(status("VmHWM"), before) - before;
}

}  // namespace newsbus::bench
