#include "habits/counter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace newsbus::habits {
namespace {

constexpr double least = 1.0 / 64;
const double step = std::pow(0.9, -0.25);

std::array<double, 256> all_values() {
    std::array<double, 256> values{};
    double value = least;
    for (std::size_t code = 1; code < values.size(); ++code, value *= step) values[code] = value;
    return values;
}

const std::array<double, 256> values = all_values();

}  // namespace

double Counter::value() const {
    return values[code_];
}

// To the nearest value.
void Counter::add(double amount) {
    const double sum = value() + amount;
    auto above = std::lower_bound(values.begin() + 1, values.end(), sum);
    if (above == values.end()) {
        code_ = 255;
        return;
    }
    if (sum - *(above - 1) < *above - sum) --above;
    code_ = static_cast<std::uint8_t>(above - values.begin());
}

}  // namespace newsbus::habits
