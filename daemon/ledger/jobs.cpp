#include "ledger/jobs.h"

#include "ledger/deadlines.h"
#include "url/host.h"
#include "url/url.h"

#include <algorithm>
#include <utility>

namespace newsbus::ledger {

Place place_of(std::string url) {
    auto parsed = Url::parse(url);
    std::string host = parsed ? politeness_host(*parsed) : std::string();
    return {std::move(url), std::move(host)};
}

// A page job whose draft was replaced during the visit is not done: what was fetched for the old draft is published,
// and the new draft gets a visit.
void finish_job(Transaction& rows, const Outcome& outcome, const JobRow& job) {
    // What was held back during the visit stays held back, unless a clock that was wrong says so.
    const bool is_held = job.due > outcome.now && job.due <= outcome.now + poll_hold;
    if (outcome.due)
        rows.appoint(outcome.job, is_held ? std::max(*outcome.due, job.due) : *outcome.due, outcome.attempt);
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

void give_up_page(Transaction& rows, SourceNo source, const PageRow& page) {
    rows.forget_latest(page.entry);
    rows.forget_answer(source);
    rows.end(page.job);
}

void add_poll(Transaction& rows, SourceNo source, TimePoint due) {
    rows.add_poll(source, place_of(rows.state(source).url), due);
}

}  // namespace newsbus::ledger
