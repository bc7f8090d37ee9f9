#include "ingest/caution.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::ingest {
namespace {

// Each step is tried twice: the death may have been another visit's fault, or somebody's kill -9.
constexpr int tries = 2;

// So many deaths while it waited for its answer may be accidents.
constexpr int accidents = 4;

Caution caution_of_article(const Job& job, int crashes) {
    // An article that was put into a visit of its own was under suspicion already, and it has no page whose fetch could
    // be left out.
    int deaths = crashes + (job.draft && job.draft->intent == Intent::visit_alone ? tries : 0);
    if (deaths < tries) return Caution::none;
    if (deaths < 2 * tries) return Caution::no_fetch;
    return deaths < 3 * tries ? Caution::no_plugins : Caution::set_aside;
}

}  // namespace

Caution caution_of(const Job& job, std::optional<int> while_read) {
    const int crashes = while_read ? std::max(*while_read, job.crashes - accidents) : job.crashes;
    if (job.kind == JobKind::page) return caution_of_article(job, crashes);
    if (crashes == 0) return Caution::none;
    return crashes <= tries ? Caution::one_by_one : Caution::no_fetch;
}

std::string deaths_of(const Job& job) {
    return fmt::format("{} visits in a row ended with the daemon's death", job.crashes);
}

}  // namespace newsbus::ingest
