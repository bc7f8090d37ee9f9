#include "shrink.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;

/// What is broken, without the names and numbers.
std::string kind_of(const std::string& broken) {
    std::string kind;
    std::istringstream words(broken);
    for (std::string word; words >> word;)
        if (word.find_first_of("0123456789") == std::string::npos) kind += word + ' ';
    return kind;
}

/// Takes `smaller` over when it is broken in the same way.
bool take(Broken& broken, const Settings& smaller) {
    if (smaller == broken.settings) return false;
    Report report = World(smaller).run();
    if (!report.broken || kind_of(*report.broken) != kind_of(*broken.report.broken)) return false;
    broken = {smaller, std::move(report)};
    return true;
}

bool shorten(Broken& broken) {
    Settings smaller = broken.settings;
    smaller.span = std::min<Duration>(smaller.span, std::chrono::ceil<std::chrono::minutes>(broken.report.at));
    if (take(broken, smaller)) return true;
    smaller.span = std::chrono::ceil<std::chrono::minutes>(broken.settings.span / 2);
    return smaller.span >= 1min && take(broken, smaller);
}

bool leave_out_sources(Broken& broken) {
    bool any = false;
    for (int step = broken.settings.sources / 2; step >= 1; step /= 2) {
        while (broken.settings.sources > step) {
            Settings smaller = broken.settings;
            smaller.sources -= step;
            if (take(broken, smaller)) {
                any = true;
                continue;
            }
            smaller.first += step;  // those at the front instead
            if (!take(broken, smaller)) break;
            any = true;
        }
    }
    return any;
}

bool leave_out_troubles(Broken& broken) {
    bool any = false;
    for (const Trouble& trouble : troubles()) {
        Settings smaller = broken.settings;
        if (!smaller.without.emplace(trouble.name).second) continue;
        any = take(broken, smaller) || any;
    }
    return any;
}

}  // namespace

Broken shrunk(Broken broken) {
    constexpr int most_rounds = 4;
    for (int round = 0; round < most_rounds; ++round) {
        const bool shorter = shorten(broken), fewer = leave_out_sources(broken), calmer = leave_out_troubles(broken);
        if (!shorter && !fewer && !calmer) break;
    }
    return broken;
}

}  // namespace newsbus::simulation
