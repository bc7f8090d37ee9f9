#include "ingest/robots_counters.h"

#include "source/robots_memory.h"

namespace newsbus::ingest {
namespace {

using source::RobotsMemory;

std::string result_of(const RobotsMemory& memory) {
    if (memory.failures > 0) return "unreachable";
    return memory.robots.rules.empty() ? "none" : "rules";
}

}  // namespace

RobotsCounters::RobotsCounters(Counters& counters)
    : rules_(counters.counter("newsbus_robots_total", "Requests for a robots.txt by what came of them",
                              Label{"result", "rules"})),
      none_(counters.counter("newsbus_robots_total", "Requests for a robots.txt by what came of them",
                             Label{"result", "none"})),
      unreachable_(counters.counter("newsbus_robots_total", "Requests for a robots.txt by what came of them",
                                    Label{"result", "unreachable"})),
      refused_(counters.counter("newsbus_robots_refused_total", "Visits that were not made because of a robots.txt",
                                Label{"why", "disallowed"})),
      waiting_(counters.counter("newsbus_robots_refused_total", "Visits that were not made because of a robots.txt",
                                Label{"why", "unreachable"})) {}

void RobotsCounters::count(const Gate& gate) {
    if (gate.kind == Gate::Kind::closed) refused_.add();
    if (gate.kind == Gate::Kind::unreachable) waiting_.add();
}

void RobotsCounters::count_answer(const std::string& robots) {
    const std::string result = result_of(RobotsMemory::parse(robots));
    (result == "rules" ? rules_ : result == "none" ? none_ : unreachable_).add();
}

}  // namespace newsbus::ingest
