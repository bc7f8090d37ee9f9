#include "ingest/plugin_failures.h"

#include <utility>

namespace newsbus::ingest {
namespace {

constexpr auto quiet_time = std::chrono::minutes(1);

}  // namespace

std::optional<log::Line> PluginFailures::add(const plugins::Failure& failure, std::string_view source,
                                             const Article& article, SteadyTime now) {
    auto [told, first] = told_.try_emplace(failure.plugin);
    if (!first && now - told->second.at < quiet_time) {
        ++told->second.left_out;
        return std::nullopt;
    }
    log::Line line{"plugin failed",
                   {{"plugin", failure.plugin},
                    {"why", failure.why},
                    {"source", source},
                    {"article", article.url.empty() ? article.identifier : article.url}}};
    if (std::int64_t left_out = std::exchange(told->second.left_out, 0)) line.fields.emplace_back("left_out", left_out);
    told->second.at = now;
    return line;
}

std::vector<log::Line> PluginFailures::take_left_out(SteadyTime now) {
    std::vector<log::Line> lines;
    for (auto told = told_.begin(); told != told_.end();) {
        if (now - told->second.at < quiet_time) {
            ++told;
        } else if (std::int64_t left_out = std::exchange(told->second.left_out, 0)) {
            lines.push_back({"plugin failed on more articles", {{"plugin", told->first}, {"left_out", left_out}}});
            told++->second.at = now;
        } else {
            told = told_.erase(told);
        }
    }
    return lines;
}

}  // namespace newsbus::ingest
