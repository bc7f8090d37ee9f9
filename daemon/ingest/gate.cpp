#include "ingest/gate.h"

#include "base/utf8.h"
#include "source/robots_memory.h"
#include "url/origin.h"
#include "url/url.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace newsbus::ingest {
namespace {

using source::RobotsMemory;
using source::RobotsRule;

std::string refusal_words(const Url& url, const RobotsRule& rule) {
    const Url shown = url.without_fragment();
    const std::string origin = origin_of(url);
    const std::size_t path = static_cast<std::size_t>(shown.path().data() - shown.str().data());
    return fmt::format("robots.txt of {} disallows {} (line {}: Disallow: {})", origin,
                       shortened(std::string_view(shown.str()).substr(path), 200), rule.line,
                       shortened(rule.pattern, 200));
}

}  // namespace

bool obeys_robots(const source::Options& options, const Job& job, Caution caution) {
    if (job.kind == JobKind::robots || job.kind == JobKind::lease || job.host.empty() || caution >= Caution::no_fetch)
        return false;
    const bool is_feed = job.kind == JobKind::poll && options.kind == source::Kind::feed;
    return is_feed ? options.robots_feed : options.robots;
}

Gate gate_of(const source::Options& options, const Job& job, Caution caution, TimePoint now) {
    Gate gate;
    auto url = Url::parse(job.url);
    if (!url || !url->is_http()) return gate;
    const RobotsMemory memory = RobotsMemory::parse(job.robots);
    if (options.robots && memory.robots.crawl_delay)  // of a feed's visit, too: pages of its host follow
        gate.pause = std::min(*memory.robots.crawl_delay, longest_crawl_delay);
    if (!obeys_robots(options, job, caution)) return gate;

    gate.asks = memory.is_due(now);
    if (!memory.holds(now)) {
        gate.kind = gate.asks ? Gate::Kind::unknown : Gate::Kind::unreachable;
        gate.again = gate.asks ? now : memory.next;
        gate.why =
            fmt::format("robots.txt of {} cannot be had, so nothing is fetched there: {}", origin_of(*url), memory.why);
    } else if (const RobotsRule* rule = memory.robots.refusal(*url)) {
        // Before one is turned away, the rules are made new.
        gate.kind = gate.asks ? Gate::Kind::unknown : Gate::Kind::closed;
        gate.why = refusal_words(*url, *rule);
        gate.again = std::max(*memory.answered + source::robots_renewed_after, memory.next);
    }
    return gate;
}

}  // namespace newsbus::ingest
