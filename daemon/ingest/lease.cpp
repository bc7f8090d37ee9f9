#include "ingest/visited.h"

#include "base/one_line.h"
#include "source/websub.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <string>
#include <utility>

namespace newsbus::ingest {
namespace {

constexpr int most_farewells = 3;  // requests that end a subscription, in about half an hour

std::string without(std::string text, const std::string& secret) {
    for (std::size_t at = 0; !secret.empty() && (at = text.find(secret, at)) != text.npos;)
        text.replace(at, secret.size(), "...");
    return text;
}

/// Why the hub did not take the request; "" when it did. The hub says what is wrong in a line of text, in which it may
/// repeat what only the two of us may know.
std::string refusal(const Result<Response>& answer, const Push& push) {
    if (!answer) return answer.error().what;
    if (answer->status >= 200 && answer->status < 300) return {};
    const std::string body = without(without(answer->body.substr(0, 1000), push.token), push.secret);
    const std::string said = one_line(body, 160);
    return fmt::format("HTTP status {}{}{}", answer->status, said.empty() ? "" : ": ", said);
}

}  // namespace

Visited visited_lease(const Job& job, const Result<Response>& answer, const LeaseTerms& terms) {
    const Push& push = job.state.push;
    const TimePoint now = terms.now;
    Visited visited{outcome_of(job, now), {}, false};
    LeaseStep& step = visited.outcome.lease.emplace();
    step.token = push.token;
    step.callback = push.stage == PushStage::ending ? push.callback : terms.callback;
    step.why = refusal(answer, push);
    visited.why = step.why;

    // Until the hub confirms it, a request counts as one in vain.
    Duration pause = source::hub_pause(push.failures + 1, terms.jitter, terms.least);
    if (answer) pause = std::max(pause, retry_after(*answer, now).value_or(Duration(0)));
    TimePoint due = now + pause;
    if (push.stage == PushStage::ending)
        step.over = push.failures + 1 >= most_farewells;
    else if (push.stage == PushStage::active && push.lease_until && *push.lease_until > now)
        due = std::min(due, std::max(*push.lease_until, now + terms.least));  // its end is not to be missed
    if (!step.over) visited.outcome.due = due;

    if (!step.why.empty() && push.failures == 0 && push.stage != PushStage::ending) {
        visited.log = log::Line{"hub does not take the subscription, polls go on",
                                {{"source", job.source}, {"hub", one_line(push.hub, 200)}, {"why", step.why}}};
        visited.degraded = true;
    }
    return visited;
}

}  // namespace newsbus::ingest
