#include "service/health.h"

#include "base/utf8.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <numeric>
#include <utility>

namespace newsbus::service {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_reason = 100;
constexpr Health unwell[] = {Health::failing, Health::blocked, Health::gone};

std::size_t count(const store::Census& census, Health health) {
    return census[static_cast<std::size_t>(health)];
}

std::string reason_of(const store::SourceStatus& source) {
    return shortened(source.state.reason, longest_reason);
}

/// "3 of 28 sources failing, 1 gone"; "" when all are well.
std::string sums(const store::Census& census) {
    std::string text;
    for (Health health : unwell) {
        std::size_t bad = count(census, health);
        if (bad == 0) continue;
        text += text.empty() ? fmt::format("{} of {} sources ", bad,
                                           std::accumulate(census.begin(), census.end(), std::size_t{0}))
                             : fmt::format(", {} ", bad);
        text += name_of(health);
    }
    return text;
}

}  // namespace

std::string health_line(const std::string& trouble, const store::Complaints& complaints) {
    if (!trouble.empty()) return trouble;
    std::string text = sums(complaints.census);
    if (text.empty()) return "ok";
    std::size_t bad = 0;
    for (Health health : unwell) bad += count(complaints.census, health);
    const char* separator = ": ";
    for (const store::SourceStatus& source : complaints.worst) {
        text += std::exchange(separator, ", ") + source.id;
        if (!source.state.reason.empty()) text += fmt::format(" ({})", reason_of(source));
    }
    if (bad > complaints.worst.size()) text += fmt::format(" and {} more", bad - complaints.worst.size());
    return "ok; " + text;
}

json::object health_object(const std::string& trouble, const store::Complaints& complaints) {
    json::object sources;
    for (std::size_t i = 0; i < health_count; ++i) sources[name_of(static_cast<Health>(i))] = complaints.census[i];
    json::array degraded;
    for (const store::SourceStatus& source : complaints.worst)
        degraded.push_back(json::object{{"id", source.id},
                                        {"health", name_of(source.state.health)},
                                        {"reason", reason_of(source)},
                                        {"failures", source.state.failures}});
    json::object object{{"status", trouble.empty() ? "ok" : "failing"}};
    if (!trouble.empty()) object["reason"] = trouble;
    object["sources"] = std::move(sources);
    object["degraded"] = std::move(degraded);
    return object;
}

}  // namespace newsbus::service
