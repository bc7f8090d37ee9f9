#include "ingest/plugin_failures.h"

#include <utility>

namespace newsbus::ingest {
namespace {

constexpr auto quiet_time = std::chrono::minutes(1);

}  // namespace

std::optional<log::Line> PluginFailures::add(const plugins::Failure& failure, std::string_view source,
                                             const Article& article, SteadyTime now) {
    auto [last, first] = last_lines_.try_emplace(failure.plugin);
    if (!first && now - last->second.at < quiet_time) {
        ++last->second.left_out;
        return std::nullopt;
    }
    log::Line line{"plugin failed",
                   {{"plugin", failure.plugin},
                    {"why", failure.why},
                    {"source", source},
                    {"article", article.url.empty() ? article.identifier : article.url}}};
    if (std::int64_t left_out = std::exchange(last->second.left_out, 0)) line.fields.emplace_back("left_out", left_out);
    last->second.at = now;
    return line;
}

std::vector<log::Line> PluginFailures::take_left_out(SteadyTime now) {
    std::vector<log::Line> lines;
    for (auto last = last_lines_.begin(); last != last_lines_.end();) {
        if (now - last->second.at < quiet_time) {
            ++last;
        } else if (std::int64_t left_out = std::exchange(last->second.left_out, 0)) {
            lines.push_back({"plugin failed on more articles", {{"plugin", last->first}, {"left_out", left_out}}});
            last++->second.at = now;
        } else {
            last = last_lines_.erase(last);
        }
    }
    return lines;
}

}  // namespace newsbus::ingest
