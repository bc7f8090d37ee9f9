#include "ledger/rules.h"

#include <algorithm>
#include <cassert>

namespace newsbus::ledger {
namespace {

using namespace std::chrono_literals;

bool is_settled(const Seen* seen) {
    return seen && seen->version > 0;
}

constexpr std::size_t most_earlier = 8;  // contents of versions that are remembered
constexpr int most_date_moves = 2;

/// Did a version say this?
bool was_told(const Seen& seen, const Digest& brought) {
    return seen.version > 0 &&
           (brought == seen.told || std::ranges::find(seen.earlier, brought.content()) != seen.earlier.end());
}

/// Does it say that it was published after it was met here?
bool is_dated_late(const Seen& seen, const Arrival& arrival) {
    return arrival.date && arrival.date->time > seen.first_seen;
}

// Digests of a format that is no longer read cannot be compared: a new format must republish nothing.
bool is_as_before(const Seen& seen, const Arrival& arrival) {
    if (seen.stale) return true;
    // An entry without a version has no date yet that could stay, but is not asked for again for a worthless one.
    const bool date_counts = seen.version == 0 ? !is_dated_late(seen, arrival) : !arrival.keeps_date;
    return date_counts ? arrival.digest == seen.latest : arrival.digest.content() == seen.latest.content();
}

}  // namespace

Arrival arrival_of(const Entry& entry, Arrival::By by) {
    Arrival arrival;
    arrival.by = by;
    arrival.intent = entry.intent;
    arrival.announce = entry.announce;
    arrival.digest = entry.digest;
    if (entry.article.date_published)
        arrival.date = {*entry.article.date_published, entry.article.date_published_precision};
    arrival.full_text = entry.article.body_status == BodyStatus::full;
    return arrival;
}

bool is_nothing_new(const Seen& seen, const Entry& polled) {
    Arrival arrival = arrival_of(polled, Arrival::By::poll);
    settle_date(seen, arrival);
    return decide(&seen, arrival, {}).decision == Decision::unchanged;
}

void settle_date(const Seen& seen, Arrival& arrival) {
    const bool moved = arrival.date != seen.date;
    const bool worthless = seen.date_moves >= most_date_moves || is_dated_late(seen, arrival);
    arrival.keeps_date = seen.version > 0 && !seen.stale && moved && worthless;
    if (arrival.keeps_date) arrival.digest.set_date_as(seen.told);
}

Verdict decide(const Seen* seen, const Arrival& arrival, const Policy& policy) {
    const bool settled = is_settled(seen), page = arrival.by == Arrival::By::page;
    assert(!page || seen);  // a page was asked for on behalf of an entry
    if (arrival.repeated) return {Decision::duplicate, Reason::repeated};
    if (!page && seen && is_as_before(*seen, arrival)) return {Decision::unchanged};
    if (!page && seen && was_told(*seen, arrival.digest)) return {Decision::unchanged, Reason::taken_back};
    if (page && seen->whole && !arrival.full_text) return {Decision::unchanged, Reason::full_text_stays};
    if (page && was_told(*seen, arrival.digest)) return {Decision::unchanged, Reason::page_as_before};
    if (arrival.intent == Intent::drop) return {Decision::dropped};

    const Announce announce = seen ? seen->announce : arrival.announce;
    if (!settled && announce == Announce::silent) return {Decision::keep_quiet};
    if (arrival.elsewhere && asks_elsewhere(seen, policy)) return {Decision::duplicate, Reason::told_elsewhere};
    if (becomes_job(arrival.intent)) return {Decision::wait_for_page};
    return {settled ? Decision::update : Decision::publish};
}

bool asks_elsewhere(const Seen* seen, const Policy& policy) {
    return policy.publish_once && (!seen || seen->first_seq == 0);
}

State state_after(const Seen& before, const Verdict& verdict) {
    const bool settled = before.version > 0;
    switch (verdict.decision) {
        case Decision::publish:
        case Decision::update:
            return State::published;
        case Decision::keep_quiet:
            return State::quiet;
        case Decision::duplicate:
            return settled || verdict.reason == Reason::repeated ? before.state : State::kept_back;
        case Decision::dropped:
            return settled ? before.state : State::dropped;
        case Decision::wait_for_page:
            return settled ? before.state : State::waiting;
        case Decision::unchanged:
            break;
    }
    return before.state;
}

void settle(Seen& seen, const Arrival& arrival) {
    const std::uint64_t before = seen.told.content();
    if (seen.version > 0 && before == arrival.digest.content()) {
        ++seen.date_moves;
    } else if (seen.version > 0) {
        seen.earlier.push_back(before);
        if (seen.earlier.size() > most_earlier) seen.earlier.erase(seen.earlier.begin());
    }
    ++seen.version;
    seen.told = arrival.digest;
    if (!arrival.keeps_date) seen.date = arrival.date;
}

message::ArticleKind kind_of(Decision decision, Announce announce) {
    assert(decision == Decision::publish || decision == Decision::update);
    if (decision == Decision::update) return message::ArticleKind::updated;
    return announce == Announce::backfill ? message::ArticleKind::backfill : message::ArticleKind::published;
}

bool is_worth_remembering(const Seen& seen, std::uint64_t print, const Digest& digest, TimePoint now) {
    bool same = seen.latest == digest && seen.print == print;
    return !same || now - seen.last_seen >= 24h || now < seen.last_seen;
}

}  // namespace newsbus::ledger
