#include "ledger/jobs.h"

#include "ledger/deadlines.h"
#include "url/host.h"
#include "url/origin.h"
#include "url/url.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace newsbus::ledger {
namespace {

constexpr Duration robots_under_way = std::chrono::seconds(5);

}  // namespace

Place place_of(std::string url) {
    auto parsed = Url::parse(url);
    std::string host = parsed ? politeness_host(*parsed) : std::string();
    return {std::move(url), std::move(host)};
}

std::string robots_key(std::string_view url) {
    auto parsed = Url::parse(url);
    return parsed && parsed->is_http() ? origin_of(*parsed) : std::string();
}

// A page job whose draft was replaced during the visit is not done: what was fetched for the old draft is published,
// and the new draft gets a visit.
void finish_job(Transaction& rows, const Outcome& outcome, const JobRow& job, TimePoint not_before) {
    // What was held back during the visit stays held back, unless a clock that was wrong says so.
    const bool is_held = job.due > outcome.now && job.due <= outcome.now + poll_hold;
    if (is_held) not_before = std::max(not_before, job.due);
    if (outcome.due)
        rows.appoint(outcome.job, std::max(*outcome.due, not_before), outcome.attempt);
    else if (job.again)
        rows.appoint(outcome.job, outcome.now, 0);
    else
        rows.end(outcome.job);
    if (job.kind == JobKind::poll && outcome.state && outcome.state->url != job.place.url)
        rows.set_place(outcome.job, place_of(outcome.state->url));
}

bool queue_page(Transaction& rows, SourceNo source, const Seen& seen, Entry draft, TimePoint now) {
    draft.identity.id = draft.article.id = seen.id;
    draft.announce = seen.announce;
    Place place = place_of(draft.article.url);
    if (draft.intent == Intent::visit_alone) place.host.clear();  // nothing is fetched
    if (rows.replace_page(seen.no, place, draft)) return false;
    rows.add_page(source, seen.no, place, now, draft);
    return true;
}

void queue_part(Transaction& rows, SourceNo source, const PartJob& part, TimePoint now) {
    if (!rows.hasten_part(source, part.url, now)) rows.add_part(source, place_of(part.url), now, part.first);
}

TimePoint queue_robots(Transaction& rows, SourceNo source, const Place& place, TimePoint now) {
    const std::string origin = robots_key(place.url);
    if (origin.empty()) return now;
    const Place robots{origin + "/robots.txt", place.host};
    const std::optional<PollRow> job = rows.robots(robots.url);
    if (!job) rows.add_robots(source, robots, now);
    if (job && job->leased) return now + robots_under_way;
    // Behind it, wherever jobs are taken by when they are due.
    return (job ? std::max(now, job->due) : now) + Duration(1);
}

void give_up_page(Transaction& rows, SourceNo source, const PageRow& page) {
    rows.forget_latest(page.entry);
    rows.forget_answer(source);
    rows.end(page.job);
}

void add_poll(Transaction& rows, SourceNo source, TimePoint due) {
    rows.add_poll(source, place_of(rows.state(source).url), due);
}

}  // namespace newsbus::ledger
