#include "config/report.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace newsbus::config {
namespace {

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

void Report::add(const toml::source_region& where, std::string what) {
    add({where.path ? *where.path : std::string(), static_cast<int>(where.begin.line),
         static_cast<int>(where.begin.column), std::move(what)});
}

void Report::add(Problem problem) {
    problem.what = shortened(problem.what, 500);  // one line, whatever the file holds
    Pile& pile = problem.severity == Severity::error ? errors_ : warnings_;
    if (pile.kept.size() >= limit)
        ++pile.more;
    else
        pile.kept.push_back(std::move(problem));
}

void Report::warn(const toml::source_region& where, std::string what) {
    add({where.path ? *where.path : std::string(), static_cast<int>(where.begin.line),
         static_cast<int>(where.begin.column), std::move(what), Severity::warning});
}

std::vector<Problem> Report::take(const std::vector<std::string>& files) && {
    auto key = [&files](const Problem& problem) {
        return std::tuple(std::find(files.begin(), files.end(), problem.file) - files.begin(), problem.line,
                          problem.column);
    };
    std::vector<Problem> all = std::move(errors_.kept);
    all.insert(all.end(), warnings_.kept.begin(), warnings_.kept.end());
    std::stable_sort(all.begin(), all.end(), [&key](const Problem& a, const Problem& b) { return key(a) < key(b); });
    if (errors_.more > 0) all.push_back({files.front(), 0, 0, fmt::format("{} more problems", errors_.more)});
    if (warnings_.more > 0)
        all.push_back({files.front(), 0, 0, fmt::format("{} more", warnings_.more), Severity::warning});
    return all;
}

std::string place(const toml::source_region& where) {
    return fmt::format("{}:{}:{}", where.path ? *where.path : "", where.begin.line, where.begin.column);
}

std::string quote(std::string_view text) {
    return fmt::format("\"{}\"", shortened(text, 80));
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) {
    if (name.size() > 40) return {};
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

}  // namespace newsbus::config
