#include "ledger/entries.h"

#include "ledger/jobs.h"
#include "ledger/notes.h"

#include <cassert>
#include <utility>
#include <vector>

namespace newsbus::ledger {
namespace {

// A date that is exact to a day says nothing about a delay of hours.
bool tells_time(const Article& article) {
    return article.date_published && (article.date_published_precision == DatePrecision::minute ||
                                      article.date_published_precision == DatePrecision::second);
}

/// Lets the article say the date that its version before said, or none.
void keep_date(const std::optional<PublicationDate>& date, Article& article) {
    article.date_published_raw.clear();
    article.date_published.reset();
    article.date_published_precision = DatePrecision::none;
    if (!date) return;
    article.date_published = date->time;
    article.date_published_precision = date->precision;
}

}  // namespace

// The entry of the strongest key that is known. An entry that this visit has already brought is passed over unless the
// identities match: otherwise one of two entries would vanish, because it resembles what the other one used to be.
SeenNo Entries::find(const Identity& identity) const {
    for (const std::string& key : keys_of(identity)) {
        SeenNo no = rows_.find(context_.source, key);
        if (no != 0 && !is_other(no, identity)) return no;
    }
    return 0;
}

// Did this visit bring the entry already, as one that cannot be the same?
bool Entries::is_other(SeenNo no, const Identity& identity) const {
    if (auto met = met_.find(no); met != met_.end()) return !is_same(met->second, identity);
    if (!context_.before) return false;
    auto before = context_.before->find(no);
    return before != context_.before->end() && !may_be_same(before->second, prints_of(identity));
}

bool Entries::was_met(SeenNo no) const {
    return met_.contains(no) || (context_.before && context_.before->contains(no));
}

std::vector<std::pair<std::int64_t, IdentityPrints>> Entries::met() const {
    std::vector<std::pair<std::int64_t, IdentityPrints>> all;
    all.reserve(met_.size());
    for (const auto& [no, identity] : met_) all.emplace_back(no, prints_of(identity));
    return all;
}

Seen Entries::add(const Entry& entry) {
    Seen seen;
    seen.id = entry.identity.id;
    seen.announce = entry.announce;
    seen.first_seen = seen.last_seen = context_.now;
    seen.no = rows_.add(context_.source, seen);
    return seen;
}

// A new entry takes its keys over from older entries that had them; a known entry takes only keys that no entry has.
// One whose guid is another at every poll is known by what else it says: it keeps the keys that it has now.
void Entries::add_keys(SeenNo no, const Identity& identity, bool first_sight) {
    constexpr std::size_t most_keys = 32;
    if (!first_sight) rows_.limit_keys(no, most_keys);
    for (const std::string& key : keys_of(identity)) rows_.add_key(context_.source, key, no, first_sight);
}

void Entries::take(const Entry& entry) {
    const SeenNo no = find(entry.identity);
    const bool first_sight = no == 0;
    Seen seen = first_sight ? add(entry) : rows_.load(no);
    add_keys(seen.no, entry.identity, first_sight);
    if (seen.id != entry.identity.id) lasting_.emplace(entry.identity.id, seen.id);

    Arrival arrival = arrival_of(entry, Arrival::By::poll);
    arrival.repeated = was_met(seen.no);
    met_.emplace(seen.no, entry.identity);
    const Verdict verdict = decided(first_sight, seen, arrival);
    const bool unchanged = verdict.decision == Decision::unchanged;
    if (!arrival.repeated) remember(seen, entry, arrival.digest);
    if (arrival.keeps_date) ++receipt_.moving_dates;
    if (unchanged && seen.stale && seen.version > 0) {  // in the format of now
        seen.told = arrival.digest;
        seen.date = arrival.date;
        rows_.save_settled(seen);
    }
    const bool changes = !unchanged && !arrival.repeated && !becomes_job(entry.intent);
    if (changes || verdict.reason == Reason::taken_back) rows_.end_page(seen.no);
    carry_out(verdict, seen, entry, arrival);
}

void Entries::take_page(const Entry& entry, SeenNo no) {
    Seen seen = rows_.load(no);
    assert(seen.no == no);  // an entry is forgotten only together with its page job
    met_.emplace(no, entry.identity);
    add_keys(no, entry.identity, false);
    Arrival arrival = arrival_of(entry, Arrival::By::page);
    const Verdict verdict = decided(false, seen, arrival);
    carry_out(verdict, seen, entry, arrival);
}

Verdict Entries::decided(bool first_sight, const Seen& seen, Arrival& arrival) {
    const Seen* known = first_sight ? nullptr : &seen;
    if (known) settle_date(*known, arrival);
    if (asks_elsewhere(known, policy_)) arrival.elsewhere = !rows_.told_before(context_.source, seen).empty();
    return decide(known, arrival, policy_);
}

void Entries::remember(Seen& seen, const Entry& entry, const Digest& digest) {
    const std::uint64_t print = known_print(entry.identity, entry.digest);
    if (!is_worth_remembering(seen, print, digest, context_.now)) return;
    seen.latest = digest;
    seen.print = print;
    seen.last_seen = context_.now;
    rows_.save_latest(seen);
}

void Entries::carry_out(const Verdict& verdict, Seen& seen, const Entry& entry, const Arrival& arrival) {
    const State state = state_after(seen, verdict);
    const bool moves = state != seen.state;
    seen.state = state;
    count(verdict, seen.announce);
    note_reason(verdict.reason, entry, seen);
    switch (verdict.decision) {
        case Decision::publish:
        case Decision::update:
            publish(seen, entry, arrival, kind_of(verdict.decision, seen.announce));
            return;
        case Decision::keep_quiet:
            settle(seen, arrival);
            rows_.save_settled(seen);
            return;
        case Decision::wait_for_page:
            queue(seen, entry);
            break;
        case Decision::unchanged:
        case Decision::duplicate:
        case Decision::dropped:
            break;
    }
    if (moves) rows_.save_settled(seen);
}

void Entries::publish(Seen& seen, const Entry& entry, const Arrival& arrival, message::ArticleKind kind) {
    assert(entry.intent == Intent::publish);  // what is dropped or waits never gets here
    const bool first = seen.version == 0;
    Article article = entry.article;
    article.id = seen.id;
    article.source = context_.source_id;
    article.version = seen.version + 1;
    article.changes = first ? std::vector<Change>{} : arrival.digest.changes_since(seen.told);
    if (arrival.keeps_date) keep_date(seen.date, article);
    article.seen_in = rows_.told_before(context_.source, seen);
    article.date_first_seen = seen.first_seen;
    if (kind == message::ArticleKind::published && tells_time(article))
        receipt_.delays.push_back(seen.first_seen - *article.date_published);

    settle(seen, arrival);
    seen.whole = article.body_status == BodyStatus::full;
    message::ArticleEvent event{kind, std::move(article)};
    const Seq seq = rows_.append(message::addressed(event, context_.source_id, policy_.addressing, context_.now));
    if (seen.first_seq == 0) seen.first_seq = seq;
    rows_.save_settled(seen);
}

void Entries::queue(const Seen& seen, const Entry& entry) {
    if (!queue_page(rows_, context_.source, seen, entry, context_.now)) return;
    ++receipt_.pages;
    note(entry, seen,
         entry.intent == Intent::visit_alone
             ? "becomes a visit of its own: one together with others ended with the daemon's death"
             : "waits for its page: " + entry.article.url);
}

void Entries::count(const Verdict& verdict, Announce announce) {
    switch (verdict.decision) {
        case Decision::publish:
            ++(announce == Announce::backfill ? receipt_.backfill : receipt_.published);
            break;
        case Decision::update:
            ++receipt_.updated;
            break;
        case Decision::unchanged:
            ++receipt_.unchanged;
            break;
        case Decision::duplicate:
            ++receipt_.duplicates;
            break;
        case Decision::dropped:
            ++receipt_.dropped;
            break;
        case Decision::keep_quiet:
            ++receipt_.quiet;
            break;
        case Decision::wait_for_page:  // queue() counts those that made a job
            break;
    }
}

void Entries::note(const Entry& entry, const Seen& seen, std::string what) {
    NoteRow row;
    row.source = context_.source;
    row.identifier = entry.article.identifier;
    row.id = seen.id;
    row.what = std::move(what);
    row.time = context_.now;
    write_note(rows_, std::move(row));
}

void Entries::note_reason(Reason reason, const Entry& entry, const Seen& seen) {
    switch (reason) {
        case Reason::none:
        case Reason::taken_back:
            break;
        case Reason::repeated:
            note(entry, seen, "stands more than once in one answer: the first one counts");
            break;
        case Reason::told_elsewhere:
            note(
                entry, seen,
                "kept back by publish_once: it was published from " + rows_.told_before(context_.source, seen).front());
            break;
        case Reason::page_as_before:
            note(entry, seen, "its page says what was published before: no new version");
            break;
        case Reason::full_text_stays:
            note(entry, seen,
                 "changed, but the page no longer has its full text: the full text published before stays");
            break;
    }
}

const std::string& Entries::lasting_id(const std::string& id) const {
    auto known = lasting_.find(id);
    return known == lasting_.end() ? id : known->second;
}

}  // namespace newsbus::ledger
