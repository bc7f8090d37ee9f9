#include "config/report.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace newsbus::config {
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

}  // namespace newsbus::config
