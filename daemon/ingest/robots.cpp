#include "ingest/http_status.h"
#include "ingest/visited.h"

#include "base/utf8.h"
#include "source/robots_memory.h"
#include "source/status_words.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using source::RobotsMemory;

constexpr Duration first_wait = 1min;
constexpr Duration longest_wait = 24h;

/// How long after `failures` in a row it is asked again: doubled each time up to a day, some of it by chance.
Duration wait_after(int failures, double jitter) {
    Duration wait = first_wait;
    for (int i = 1; i < failures && wait < longest_wait; ++i) wait *= 2;
    wait = std::min(wait, longest_wait);
    return std::min(longest_wait,
                    wait + Duration(static_cast<Duration::rep>(static_cast<double>(wait.count()) * 0.1 * jitter)));
}

/// Is it as if there were none? Of the refusals only "too many requests" says nothing of the document, which may well
/// forbid us (RFC 9309 section 2.3.1.3).
bool has_none(int status) {
    return status >= 300 && status < 500 && status != 429;
}

void failed(const Visit& visit, const Result<Response>& answer, std::string why, double jitter, RobotsMemory& memory) {
    ++memory.failures;
    memory.why = std::move(why);
    Duration wait = wait_after(memory.failures, jitter);
    if (answer) wait = std::max(wait, retry_after(*answer, visit.now).value_or(Duration(0)));
    memory.next = visit.now + wait;
    memory.failed = visit.now;
}

}  // namespace

Visited visited_robots(const Visit& visit, const Result<Response>& answer, double jitter) {
    const auto& [source, job, caution, now, gate] = visit;
    Visited visited{outcome_of(job, now), {}, false};
    RobotsMemory memory = RobotsMemory::parse(job.robots);
    const int failures = memory.failures;
    if (caution >= Caution::no_fetch) {
        failed(visit, answer, deaths_of(job), jitter, memory);
    } else if (!answer) {
        failed(visit, answer, answer.error().what, jitter, memory);
    } else if (answer->status >= 200 && answer->status < 300) {
        memory = {now, source::read_robots(answer->body), 0, "", {}, {}};
    } else if (has_none(answer->status)) {
        memory = {now, {}, 0, "", {}, {}};
    } else {
        failed(visit, answer, source::status_words(*answer, source.options()), jitter, memory);
    }
    visited.outcome.attempt = 0;
    visited.outcome.robots = memory.str();
    visited.pause = std::min(memory.robots.crawl_delay.value_or(Duration(0)), longest_crawl_delay);
    if (memory.failures == 0) return visited;
    visited.why = memory.why;
    if (failures == 0)
        visited.log = log::Line{"robots.txt cannot be had",
                                {{"source", job.source}, {"url", shortened(job.url, 200)}, {"why", memory.why}}};
    return visited;
}

}  // namespace newsbus::ingest
