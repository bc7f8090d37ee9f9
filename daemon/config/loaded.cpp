#include "config/loaded.h"

#include "base/utf8.h"

#include <algorithm>
#include <utility>

namespace newsbus::config {

bool Loaded::usable() const {
    return std::ranges::none_of(problems, [](const Problem& problem) { return problem.severity == Severity::error; });
}

void Loaded::add(std::string_view path, std::string what, Severity severity) {
    Place here = places.of(path);
    auto reported = [&here](const Problem& other) {
        return other.severity == Severity::error && other.line == here.line && other.column == here.column &&
               other.file == here.file;
    };
    if (here.line > 0 && std::ranges::any_of(problems, reported)) return;
    auto before = [this](const Place& place, const Problem& other) {
        return places.before(place, {other.file, other.line, other.column});
    };
    auto after = std::upper_bound(problems.begin(), problems.end(), here, before);
    problems.insert(after, {here.file, here.line, here.column, shortened(what, 500), severity});
}

}  // namespace newsbus::config
