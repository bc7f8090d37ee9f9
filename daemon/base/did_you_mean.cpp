#include "base/did_you_mean.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace newsbus {
namespace {

constexpr std::size_t longest_name = 40;  // bytes; what is longer is no mistyped name

/// Edits that turn `a` into `b`: insert, delete, replace a byte, swap two neighbours (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    std::iota(above.begin(), above.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

}  // namespace

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) {
    if (name.size() > longest_name) return {};
    std::size_t least = std::max<std::size_t>(1, name.size() / 3) + 1;
    std::string_view best;
    for (std::string_view candidate : known) {
        std::size_t edits = distance(name, candidate);
        if (edits < least) {
            least = edits;
            best = candidate;
        }
    }
    return best.empty() ? std::string() : fmt::format(", did you mean `{}`?", best);
}

}  // namespace newsbus
