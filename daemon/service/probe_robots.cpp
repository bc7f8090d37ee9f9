#include "service/probe_robots.h"

#include "ingest/gate.h"
#include "ingest/visited.h"
#include "url/origin.h"
#include "url/shown.h"
#include "url/url.h"

#include <chrono>
#include <utility>

namespace newsbus::service {

using ingest::Caution;
using ingest::Gate;

std::optional<Job> robots_job(const source::Source& source, const Job& job) {
    auto url = Url::parse(job.url);
    if (!url || !obeys_robots(source.options(), job, Caution::none)) return std::nullopt;
    Job robots;
    robots.kind = JobKind::robots;
    robots.source = job.source;
    robots.url = origin_of(*url) + "/robots.txt";
    robots.host = job.host;
    return robots;
}

boost::json::object probed_robots(const source::Source& source, const Job& robots, const Result<Response>& answer,
                                  TimePoint now, Job& job) {
    const ingest::Visited visited = ingest::visited_robots({source, robots, Caution::none, now}, answer, 0);
    job.robots = visited.outcome.robots;
    const Gate gate = gate_of(source.options(), job, Caution::none, now);
    boost::json::object report{{"url", robots.url}};
    report["verdict"] = gate.is_open() ? "allowed" : gate.kind == Gate::Kind::closed ? "disallowed" : "unreachable";
    if (!gate.is_open()) report["why"] = gate.why;
    if (gate.pause > Duration(0)) report["crawlDelay"] = static_cast<double>(gate.pause.count()) / 1000;
    return report;
}

}  // namespace newsbus::service
