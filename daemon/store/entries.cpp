// What becomes of an entry. A row of `seen` is in one of three states, and may have a page job beside it:
//
//   untold     version 0: pending (has a page job), dropped by a plugin, or kept back by publish_once
//   quiet      version 1, never in the log: announced as `silent`, or rather not announced
//   published  version n, in the log
//
// Two digests: `latest` is of what the last poll brought for it, `told` of what its version said (for a full-text
// source that is the page's). What a poll brings is unchanged when it equals either: then it is no work, whatever else
// the configuration has become. What changed:
//
//   brought                  untold                       quiet or published
//   complete entry           tell it; ends a page job     `updated` when it differs from `told`; ends a page job
//   draft                    page job (or new draft)      page job (or new draft)
//   page                     tell it                      `updated` when it differs from `told`, else unchanged
//   page without its full    tell it                      as it is, when its version has the full text; else as a page
//     text (failed, a wall)
//   dropped by a plugin      stays untold                 stays as it is
//
// To tell an untold entry is: by its Announce of first sight, `published` or `backfill` as version 1; `silent` makes it
// quiet. The id and the Announce stay those of first sight for life.

#include "store/entries.h"

#include "store/notes.h"

#include <algorithm>

namespace newsbus::store {
namespace {

bool is_same(const Identity& a, const Identity& b) {
    std::vector<std::string> keys = keys_of(a), others = keys_of(b);
    return a.id == b.id || std::find_first_of(keys.begin(), keys.end(), others.begin(), others.end()) != keys.end();
}

// A date that is exact to a day says nothing about a delay of hours.
bool tells_time(const Article& article) {
    return article.date_published && (article.date_published_precision == DatePrecision::minute ||
                                      article.date_published_precision == DatePrecision::second);
}

}  // namespace

// The row of the strongest rung that is known. A row that this Outcome has already brought for another entry is passed
// over: that this one resembles what the other once was must not make it vanish.
std::int64_t Entries::find(const Identity& identity) const {
    for (const std::string& key : keys_of(identity)) {
        std::int64_t no = find_key(database_, context_.source, key);
        if (no == 0) continue;
        auto met = met_.find(no);
        if (met == met_.end() || is_same(met->second, identity)) return no;
    }
    return 0;
}

// The row of what a poll brought when there is something to do about it.
std::optional<Seen> Entries::meet(const Article& article, const Identity& identity, const Digest& digest,
                                  Announce announce) {
    std::int64_t no = find(identity);
    bool fresh = no == 0;
    Seen seen =
        fresh ? insert_seen(database_, context_.source, identity, announce, context_.now) : load_seen(database_, no);
    insert_keys(database_, context_.source, seen.no, identity, fresh);
    if (seen.id != identity.id) lasting_.emplace(identity.id, seen.id);
    if (!met_.emplace(seen.no, identity).second) {
        ++receipt_.duplicates;
        note(article, seen, "stands more than once in one answer: the first one counts");
        return std::nullopt;
    }
    bool unchanged = !fresh && (seen.stale || digest == seen.latest || (seen.version > 0 && digest == seen.told));
    remember_latest(database_, seen, known_print(identity, digest), digest, context_.now);
    if (!unchanged) return seen;
    if (seen.stale && seen.version > 0) {
        seen.told = digest;
        save_settled(database_, seen);
    }
    ++receipt_.unchanged;
    return std::nullopt;
}

void Entries::take(const Entry& entry) {
    auto seen = meet(entry.article, entry.identity, entry.digest, entry.announce);
    if (!seen) return;
    cancel_page(database_, *seen);
    settle(*seen, entry);
}

void Entries::queue(const Entry& draft) {
    auto seen = meet(draft.article, draft.identity, draft.digest, draft.announce);
    if (!seen) return;
    if (seen->version == 0 && seen->announce == Announce::silent) {
        settle(*seen, draft);
    } else if (kept_back(draft.article, *seen)) {
        ++receipt_.duplicates;
    } else if (queue_page(database_, context_.source, *seen, draft, context_.now)) {
        ++receipt_.pages;
        note(draft.article, *seen,
             draft.intent == Intent::visit_alone
                 ? "becomes a visit of its own: one together with others ended with the daemon's death"
                 : "waits for its page: " + draft.article.url);
    }
}

void Entries::take_page(const Entry& entry, std::int64_t no) {
    Seen seen = load_seen(database_, no);
    met_.emplace(no, entry.identity);
    insert_keys(database_, context_.source, no, entry.identity, false);
    if (seen.whole && entry.article.body_status != BodyStatus::full) {
        ++receipt_.unchanged;
        note(entry.article, seen,
             "changed, but the page no longer has its full text: the full text published before stays");
    } else {
        settle(seen, entry);
    }
}

void Entries::settle(Seen& seen, const Entry& entry) {
    if (seen.version > 0 && entry.digest == seen.told) {
        ++receipt_.unchanged;
        note(entry.article, seen, "its page says what was published before: no new version");
    } else if (entry.intent == Intent::drop) {
        ++receipt_.dropped;
    } else if (seen.version == 0 && seen.announce == Announce::silent) {
        seen.version = 1;
        seen.told = entry.digest;
        save_settled(database_, seen);
    } else if (kept_back(entry.article, seen)) {
        ++receipt_.duplicates;
    } else {
        publish(seen, entry);
    }
}

void Entries::note(const Article& article, const Seen& seen, std::string_view what) {
    write_note(database_, {context_.source, article.identifier, seen.id}, what, context_.now);
}

const std::string& Entries::lasting_id(const std::string& id) const {
    auto known = lasting_.find(id);
    return known == lasting_.end() ? id : known->second;
}

bool Entries::kept_back(const Article& article, const Seen& seen) {
    if (!policy_.publish_once || seen.first_seq != 0) return false;
    std::vector<std::string> others = told_before(database_, context_.source, seen);
    if (others.empty()) return false;
    note(article, seen, "kept back by publish_once: it was published from " + others.front());
    return true;
}

void Entries::publish(Seen& seen, const Entry& entry) {
    bool first = seen.version == 0;
    bool backfill = first && seen.announce == Announce::backfill;
    ++(backfill ? receipt_.backfill : first ? receipt_.published : receipt_.updated);

    Article article = entry.article;
    article.id = seen.id;
    article.source = context_.source_id;
    article.version = seen.version + 1;
    article.changes = first ? std::vector<Change>{} : entry.digest.changes_since(seen.told);
    article.seen_in = told_before(database_, context_.source, seen);
    article.date_first_seen = seen.first_seen;
    if (first && !backfill && tells_time(article)) receipt_.delays.push_back(seen.first_seen - *article.date_published);
    using message::ArticleKind;
    const ArticleKind kind = backfill ? ArticleKind::backfill : first ? ArticleKind::published : ArticleKind::updated;
    const int version = article.version;
    message::ArticleEvent event{kind, std::move(article)};
    Seq seq = log_.append(message::addressed(event, context_.source_id, policy_.addressing, context_.now));

    seen.version = version;
    seen.told = entry.digest;
    seen.whole = entry.article.body_status == BodyStatus::full;
    if (seen.first_seq == 0) seen.first_seq = seq;
    save_settled(database_, seen);
}

}  // namespace newsbus::store
