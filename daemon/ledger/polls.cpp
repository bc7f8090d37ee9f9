#include "ledger/polls.h"

#include "ledger/jobs.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace newsbus::ledger {
namespace {

bool is_wished(const SourceRow& source, PollWish::Whom whom) {
    if (whom == PollWish::Whom::all) return source.health != Health::gone;
    return source.health == Health::failing || source.health == Health::blocked;
}

/// The sources that a wish means; a name that stands twice counts once.
std::vector<std::string> wished(Transaction& rows, const PollWish& wish) {
    std::vector<std::string> sources;
    if (wish.whom == PollWish::Whom::named) {
        std::set<std::string_view> had;
        for (const std::string& name : wish.names)
            if (had.insert(name).second) sources.push_back(name);
    } else {
        for (const SourceRow& source : rows.active_sources())
            if (is_wished(source, wish.whom)) sources.push_back(source.id);
    }
    return sources;
}

PollPromise promise(Transaction& rows, const std::string& id, bool force, TimePoint now, Duration min_interval) {
    using Kind = PollPromise::Kind;
    const auto source = rows.source(id);
    if (!source || !source->active) return {id, Kind::unknown, {}};
    const auto poll = rows.poll(source->no);  // one that is gone has none
    if (poll && poll->leased) return {id, Kind::running, now};

    PollPromise promise{id, Kind::now, now};
    auto not_before = [&promise](Kind kind, TimePoint earliest) {
        if (earliest > promise.due) promise.kind = kind, promise.due = earliest;
    };
    // A last attempt in the future was set by a clock that was wrong.
    if (source->last_attempt) not_before(Kind::soon, std::min(*source->last_attempt, now) + min_interval);
    if (source->rests_until && !force) not_before(Kind::rests, *source->rests_until);
    // Its host rests whoever asks: force is about what this source was told.
    const auto rest = poll ? rows.rest(poll->host) : std::nullopt;
    const bool host_rests = rest && rest->until > now;
    if (host_rests) not_before(Kind::rests, rest->until);
    if (!poll)
        add_poll(rows, source->no, promise.due);
    else if (poll->due > promise.due)
        rows.set_due(poll->job, promise.due);
    else if (!host_rests && poll->due <= now)
        promise.kind = Kind::now, promise.due = now;
    else if (!host_rests)
        promise.due = poll->due;
    return promise;
}

}  // namespace

std::vector<PollPromise> make_due(Transaction& rows, const PollWish& wish, TimePoint now, Duration min_interval) {
    std::vector<PollPromise> promises;
    for (const std::string& source : wished(rows, wish))
        promises.push_back(promise(rows, source, wish.force, now, min_interval));
    return promises;
}

}  // namespace newsbus::ledger
