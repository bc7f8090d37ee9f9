#include "ledger/pushes.h"

#include "base/secrets.h"
#include "base/sha256.h"
#include "ledger/jobs.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace newsbus::ledger {
namespace {

constexpr int answers_to_believe = 3;
constexpr int most_doublings = 3;
constexpr std::size_t token_bytes = 16, secret_bytes = 32;

void set_stage(Push& push, PushStage stage, TimePoint now) {
    if (push.stage != stage) push.since = now;
    push.stage = stage;
}

/// A new job, so that a visit under way, which is about something else, finds none.
void ask_hub(Transaction& rows, SourceNo source, const std::string& hub, TimePoint now) {
    rows.end_all(source, JobKind::lease);
    rows.add_lease(source, place_of(hub), now);
}

void begin(Transaction& rows, SourceNo source, const HubOffer& offer, TimePoint now) {
    Push push;
    push.stage = PushStage::wanted;
    push.since = now;
    push.hub = offer.hub;
    push.topic = offer.topic;
    push.token = random_hex(token_bytes);
    push.secret = random_hex(secret_bytes);
    rows.save_push(source, push);
    ask_hub(rows, source, push.hub, now);
}

void forget(Transaction& rows, SourceNo source) {
    rows.save_push(source, Push());
    rows.end_all(source, JobKind::lease);
}

bool is_wanted(PushStage stage) {
    return stage != PushStage::none && stage != PushStage::ending;
}

/// Nothing comes by itself any more: the poll that was put off for that is due. One that waits for another reason waits
/// on.
void poll_again(Transaction& rows, SourceNo source, TimePoint now) {
    const auto poll = rows.poll(source);
    if (!poll || poll->leased) return;
    const SourceState state = rows.state(source);
    const TimePoint due = std::max(now, state.rests_until.value_or(now));
    if (state.failures == 0 && poll->due > due) rows.set_due(poll->job, due);
}

void appoint_lease(Transaction& rows, SourceNo source, const Push& push, TimePoint due) {
    if (const auto job = rows.lease(source))
        rows.set_due(job->job, due);
    else
        rows.add_lease(source, place_of(push.hub), due);
}

void confirm(Transaction& rows, SourceNo source, Push push, const HubWord& word) {
    set_stage(push, PushStage::active, word.now);
    push.lease_until = word.now + word.lease;
    push.failures = 0;
    push.reason.clear();
    rows.save_push(source, push);
    appoint_lease(rows, source, push, word.now + word.pause);
}

void deny(Transaction& rows, SourceNo source, Push push, const HubWord& word) {
    const bool was_active = push.stage == PushStage::active;
    const Duration pause = word.pause * (1 << std::clamp(push.failures - 1, 0, most_doublings));
    set_stage(push, PushStage::denied, word.now);
    push.lease_until.reset();
    push.reason = word.reason.empty() ? "the hub denied the subscription" : "the hub denied it: " + word.reason;
    // A request counts as one in vain until it is confirmed. A denial that nobody asked for counts, too.
    if (was_active || push.failures == 0) ++push.failures;
    rows.save_push(source, push);
    appoint_lease(rows, source, push, word.now + pause);
    if (was_active) poll_again(rows, source, word.now);
}

}  // namespace

void note_offer(Transaction& rows, SourceNo source, const HubOffer& offer, TimePoint now) {
    Push push = rows.push(source);
    if (!is_wanted(push.stage)) {
        if (!offer.hub.empty()) begin(rows, source, offer, now);
        return;
    }
    const bool same = push.hub == offer.hub && push.topic == offer.topic;
    if (same && push.others == 0) return;
    const std::uint64_t print = fingerprint(offer.hub + '\n' + offer.topic);
    push.others = same ? 0 : push.other == print ? push.others + 1 : 1;
    push.other = same ? 0 : print;
    if (push.others < answers_to_believe)
        rows.save_push(source, push);
    else if (offer.hub.empty())
        end_push(rows, source, now);
    else
        begin(rows, source, offer, now);
}

void note_push(Transaction& rows, SourceNo source, TimePoint now) {
    Push push = rows.push(source);
    if (!is_wanted(push.stage)) return;
    push.last_push = now;
    rows.save_push(source, push);
}

void finish_lease(Transaction& rows, const Outcome& outcome, const JobRow& job) {
    const LeaseStep& step = *outcome.lease;
    Push push = rows.push(job.source);
    if (push.stage == PushStage::none) return rows.end(outcome.job);
    if (push.token != step.token) return rows.appoint(outcome.job, outcome.now, 0);
    if (step.over) return forget(rows, job.source);
    push.callback = step.callback;
    // A job that was claimed was due; one that is not any more has heard from the hub meanwhile.
    const bool was_heard = job.due > outcome.now;
    if (!was_heard) {
        ++push.failures;  // until it is confirmed
        push.reason = step.why;
    }
    const bool lost = push.stage == PushStage::active && push.lease_until.value_or(outcome.now) <= outcome.now;
    if (lost) set_stage(push, PushStage::wanted, outcome.now);
    rows.save_push(job.source, push);
    rows.appoint(outcome.job, was_heard ? job.due : outcome.due.value_or(outcome.now), push.failures);
    if (lost) poll_again(rows, job.source, outcome.now);
}

void hear(Transaction& rows, const HubWord& word) {
    const auto source = rows.source(word.source);
    if (!source) return;
    Push push = rows.push(source->no);
    if (push.token != word.token || push.stage == PushStage::none) return;
    if (push.stage == PushStage::ending) {
        if (word.kind == HubWord::Kind::ended) forget(rows, source->no);
    } else if (word.kind == HubWord::Kind::confirmed) {
        confirm(rows, source->no, std::move(push), word);
    } else if (word.kind == HubWord::Kind::denied) {
        deny(rows, source->no, std::move(push), word);
    }
}

void end_push(Transaction& rows, SourceNo source, TimePoint now) {
    Push push = rows.push(source);
    if (!is_wanted(push.stage)) return;
    const bool was_pushed = is_pushed(push, now);
    if (push.callback.empty() || push.stage == PushStage::denied) {  // the hub has nothing to forget
        forget(rows, source);
    } else {
        set_stage(push, PushStage::ending, now);
        push.failures = 0;
        push.reason.clear();
        rows.save_push(source, push);
        ask_hub(rows, source, push.hub, now);
    }
    if (was_pushed) poll_again(rows, source, now);
}

void check_push(Transaction& rows, SourceNo source, const std::string& callback, TimePoint now) {
    if (callback.empty()) return end_push(rows, source, now);
    const Push push = rows.push(source);
    if (!is_wanted(push.stage) || push.callback.empty() || push.callback == callback) return;
    begin(rows, source, {push.hub, push.topic}, now);
    if (is_pushed(push, now)) poll_again(rows, source, now);
}

}  // namespace newsbus::ledger
