#include "model.h"

#include "article/identity.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::simulation {
namespace {

using ledger::State;

/// The entries of a document in the order in which they are recorded: by date, else the last one first.
std::vector<const Shown*> recorded_order(const Document& document) {
    std::vector<const Shown*> order;
    for (const Shown& entry : document.entries) order.push_back(&entry);
    const bool dated = std::ranges::all_of(order, [](const Shown* entry) { return entry->time.has_value(); });
    std::ranges::reverse(order);
    if (dated) std::ranges::stable_sort(order, {}, [](const Shown* entry) { return *entry->time; });
    return order;
}

/// Is it that of a visit which waits for its robots.txt?
bool is_put_back(const Outcome& outcome) {
    return outcome.wants_robots && outcome.entries.empty() && !outcome.state && outcome.notes.empty();
}

}  // namespace

const Site& Model::site(const std::string& id) const {
    return *std::ranges::find(parts_.sites, id, &Site::id);
}

const ledger::Seen* Model::row(const std::string& source, const std::string& link) const {
    auto number = parts_.tables.source_by_id.find(source);
    if (number == parts_.tables.source_by_id.end()) return nullptr;
    auto no = parts_.tables.seen_by_key.find({number->second, identity_of(link).keys.back()});
    if (no == parts_.tables.seen_by_key.end()) return nullptr;
    return &parts_.tables.seen.at(no->second).seen;
}

void Model::check_lease(std::int64_t no, bool leased) {
    auto job = parts_.tables.jobs.find(no);
    if (job == parts_.tables.jobs.end() ? leased : job->second.leased != leased)
        fail(fmt::format("job {} is {}leased after it was {}", no, leased ? "not " : "", leased ? "claimed" : "over"));
}

void Model::claimed(std::span<const Job> jobs) {
    for (const Job& job : jobs) {
        if (!claimed_.emplace(job.id, Claimed{job, {}}).second) fail(fmt::format("job {} is claimed twice", job.id));
        check_lease(job.id, true);
    }
}

void Model::released(std::span<const std::int64_t> jobs) {
    for (std::int64_t no : jobs) {
        claimed_.erase(no);
        check_lease(no, false);
    }
}

void Model::started() {
    for (const auto& [no, job] : parts_.tables.jobs)
        if (job.leased) fail(fmt::format("job {} is leased after a start", no));
}

void Model::trimmed() {
    if (!parts_.log.read().empty()) fail("an article was published by nobody");
}

void Model::committed(std::span<const Outcome> outcomes, std::span<const Result<Receipt>> receipts) {
    const std::vector<Told> all = parts_.log.read();
    std::size_t known = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Outcome& outcome = outcomes[i];
        if (!receipts[i]) {
            parts_.agenda.tell(outcome.source, "outcome refused: " + receipts[i].error().what);
            continue;
        }
        auto job = claimed_.find(outcome.job);
        if (job == claimed_.end()) {
            fail(fmt::format("job {} is recorded, and nobody had it", outcome.job));
            continue;
        }
        const Claimed claimed = job->second;
        if (!outcome.more || receipts[i]->obsolete) claimed_.erase(job);
        if (receipts[i]->obsolete) continue;
        if (!outcome.more) ++visits_;
        check_lease(outcome.job, outcome.more);
        std::vector<Told> told;
        for (const Told& article : all)
            if (article.seq >= receipts[i]->first && article.seq <= receipts[i]->last) told.push_back(article);
        known += told.size();
        if (outcome.kind == JobKind::robots || is_put_back(outcome)) {
            if (!told.empty()) fail("a visit that brought nothing told something");
            continue;
        }
        if (outcome.kind == JobKind::page)
            page_committed(outcome, claimed.job, std::move(told));
        else
            poll_committed(outcome, claimed, std::move(told));
    }
    if (known != all.size()) fail("a commit appended articles that belong to none of its outcomes");
    for (const auto& [source, link] : to_check_) check_row(site(source), link, feeds_[source].entries.at(link));
    to_check_.clear();
}

// A slice that another one follows: its entries are shown now, what the visit means for its source later.
void Model::slice_committed(const Outcome& outcome, const Claimed& claimed, const std::vector<Told>& told) {
    const Site& of = site(outcome.source);
    Feed& feed = feeds_[outcome.source];
    std::set<std::string>& shown = claimed_.at(outcome.job).shown;
    std::set<std::string> links;
    for (const Entry& entry : outcome.entries) links.insert(plain_link(entry.article.url));
    Expected expected;
    const Answer& answer = parts_.network.feed(outcome.source);
    show(
        of, feed, claimed.job, answer,
        [&](const std::string& link) { return links.contains(link) && !shown.contains(link); }, expected);
    shown.merge(links);
    compare(of, feed, expected, told);
}

void Model::poll_committed(const Outcome& outcome, const Claimed& claimed, std::vector<Told> told) {
    if (outcome.more) return slice_committed(outcome, claimed, told);
    const Job& job = claimed.job;
    const Site& of = site(outcome.source);
    Feed& feed = feeds_[outcome.source];
    feed.last_poll = parts_.agenda.steady.now();
    if (!outcome.state) {  // the store refused what came of the visit
        if (!told.empty()) fail(fmt::format("{}: articles of a visit that was refused", of.id()));
        return;
    }
    Expected expected;
    const bool fetched = job.crashes <= 2;  // else it is left alone
    if (fetched) {
        const Answer& answer = parts_.network.feed(outcome.source);
        const bool has_news = answer.status == 200 || answer.status == 226;
        const bool good = (answer.status == 304 && !answer.unasked) || (has_news && answer.whole);
        if (good != (outcome.state->health == Health::ok) && (good || !has_news))
            fail(fmt::format("{} is {} after status {}", of.id(), name_of(outcome.state->health), answer.status));
        if (answer.document && has_news && outcome.state->health == Health::ok) {
            show(
                of, feed, job, answer, [&](const std::string& link) { return !claimed.shown.contains(link); },
                expected);
            remember_list(feed, answer);
        }
        // With the last slice: when it is refused, the state before it holds.
        const bool well = outcome.state->health == Health::ok;
        manners_.recorded(of, answer, well, well && has_news && !answer.whole);
    }
    compare(of, feed, expected, told);
}

void Model::show(const Site& of, Feed& feed, const Job& job, const Answer& answer,
                 const std::function<bool(const std::string&)>& wanted, Expected& expected) {
    Document read = *answer.document;
    read.entries.resize(answer.certain);  // what the end of a cut one cuts waits for the next answer
    const bool first = job.state.polls == 0;
    const std::vector<const Shown*> order = recorded_order(read);
    std::size_t loud = order.size(), rank = 0;
    if (first && of.options().backfill) loud = std::min<std::size_t>(loud, *of.options().backfill);
    std::set<std::string_view> met;
    for (const Shown* shown : order) {
        const Announce announce = !first                         ? Announce::published
                                  : rank++ + loud < order.size() ? Announce::silent
                                                                 : Announce::backfill;
        if (met.insert(shown->link).second && wanted(shown->link))
            show_entry(of, job, *shown, announce, feed.entries[shown->link], expected);
    }
}

// What stands in the answer as it did in the last one that was recorded to its end is not looked at, even if a visit
// that ended in between brought another take. An answer that is cut, or has only what is new, is added to the one
// before.
void Model::remember_list(Feed& feed, const Answer& answer) {
    Document read = *answer.document;
    read.entries.resize(answer.certain);
    if (answer.whole && answer.status == 200)
        for (auto& [link, known] : feed.entries) known.listed.clear();
    std::set<std::string_view> met;
    for (const Shown* shown : recorded_order(read))
        if (met.insert(shown->link).second) feed.entries[shown->link].listed.insert(shown->take);
}

void Model::show_entry(const Site& of, const Job& job, const Shown& shown, Announce announce, Known& known,
                       Expected& expected) {
    if (known.met && known.listed.contains(shown.take)) return;
    if (!known.met) known.announce = announce;
    const bool settled = known.version > 0;
    const bool as_before = known.met && shown.take == known.latest;
    const bool as_told = known.met && settled && known.told.contains(shown.take);
    known.met = true;
    known.latest = shown.take;
    if (as_before) return;
    expected.changed.insert(shown.link);
    if (as_told) {  // what was to be visited in between is no more
        known.owes_page = false;
        return;
    }
    const bool silent = announce == Announce::silent;
    const bool alone = job.crashes > 0 && !silent;
    const bool queued = (of.has_pages() && !silent) || alone;
    known.owes_page = false;
    if (shown.advert && !queued && !silent) {
        if (!settled) known.state = State::dropped;
    } else if (!settled && known.announce == Announce::silent) {
        known.state = State::quiet;
        known.version = 1;
        known.told = {shown.take};
    } else if (parts_.publish_once && known.first_seq == 0 && told_elsewhere(of, shown.link)) {
        if (!settled) known.state = State::kept_back;
    } else if (queued) {
        if (!settled) known.state = State::waiting;
        known.owes_page = true;
    } else {
        ++known.version;
        known.state = State::published;
        known.told.insert(shown.take);
        expected.messages[shown.link] = shown.take;
    }
}

bool Model::told_elsewhere(const Site& of, const std::string& link) const {
    return std::ranges::any_of(feeds_, [&](const auto& feed) {
        if (feed.first == of.id() || !feed.second.entries.contains(link)) return false;
        // Of an entry that was met in a broken answer, without its link, the id is another one for life.
        const ledger::Seen* seen = row(feed.first, link);
        return seen && seen->first_seq != 0 && seen->id == identity_of(link).id;
    });
}

void Model::page_committed(const Outcome& outcome, const Job& job, std::vector<Told> told) {
    const Site& of = site(outcome.source);
    Feed& feed = feeds_[outcome.source];
    const std::string link = plain_link(job.draft->article.url);
    const int take = take_in(job.draft->article.headline);
    auto at = feed.entries.find(link);
    if (at == feed.entries.end()) return fail(fmt::format("{} had a visit of its own, and was never served", link));
    Known& known = at->second;
    if (!known.owes_page) fail(fmt::format("{} had a visit of its own, and needed none", link));
    if (outcome.entries.empty()) {
        if (!told.empty()) fail(fmt::format("{} is told, and its visit came to nothing", link));
        return compare(of, feed, {}, told);
    }
    const bool alone = job.draft->intent == Intent::visit_alone;
    const bool advert = job.draft->article.headline.starts_with("Advert");
    const bool dropped = outcome.entries.front().intent == Intent::drop;
    if (dropped && !advert && job.crashes == 0) fail(fmt::format("{} is dropped, and no plugin wanted that", link));
    known.owes_page = parts_.tables.jobs.contains(job.id);  // it was brought once more meanwhile
    if (!known.owes_page && take != known.latest)
        fail(fmt::format("{} take {} was served meanwhile, and is forgotten", link, known.latest));

    Expected expected;
    if (dropped) {
        if (known.version == 0) known.state = State::dropped;
        feed.set_aside = feed.set_aside || !advert;
    } else if (alone && known.version > 0 && known.told.contains(take)) {
        // It says what was told before.
    } else if (parts_.publish_once && known.first_seq == 0 && told_elsewhere(of, link)) {
        if (known.version == 0) known.state = State::kept_back;
    } else if (alone || known.version == 0 || !told.empty()) {  // a page may say nothing new
        const bool stopped =
            outcome.entries.front().article.body_status == BodyStatus::blocked && parts_.network.may_be_stopped(link);
        const Answer* page = !alone && !stopped && job.crashes < 2 ? &parts_.network.page(link) : nullptr;
        const bool has_page = page && page->status == 200;
        const int page_take = has_page ? page->page_take : 0;
        ++known.version;
        known.state = State::published;
        const bool as_polled = alone || (!has_page && !job.draft->article.body.empty());
        if (as_polled) known.told.insert(take);
        expected.messages[link] = take;
        if (!told.empty() && told.front().page_take != page_take)
            fail(
                fmt::format("{} is told with page take {}, it was served {}", link, told.front().page_take, page_take));
    }
    expected.changed.insert(link);
    compare(of, feed, expected, told);
}

void Model::compare(const Site& of, Feed& feed, const Expected& expected, const std::vector<Told>& told) {
    std::set<std::string> found;
    for (const Told& article : told) {
        if (article.source != of.id()) fail(fmt::format("{} published {}", of.id(), article.link));
        if (!found.insert(article.link).second) fail(fmt::format("{} is published twice at once", article.link));
        compare_message(feed, expected, article);
    }
    for (const auto& [link, take] : expected.messages)
        if (!found.contains(link)) fail(fmt::format("{} was served as take {} and is not in the log", link, take));
    for (const std::string& link : expected.changed) to_check_.emplace(of.id(), link);
}

void Model::compare_message(Feed& feed, const Expected& expected, const Told& article) {
    auto wanted = expected.messages.find(article.link);
    if (wanted == expected.messages.end())
        return fail(fmt::format("{} is published in version {}, take {}, and nothing new was served", article.link,
                                article.version, article.take));
    Known& known = feed.entries.at(article.link);
    if (wanted->second != article.take)
        fail(fmt::format("{} is published as take {}, it was served as take {}", article.link, article.take,
                         wanted->second));
    if (article.version != known.version)
        fail(fmt::format("{} is published in version {}, not {}", article.link, article.version, known.version));
    if (known.first_seq == 0) known.first_seq = article.seq;
    const bool backfill = known.announce == Announce::backfill;
    if (article.version == 1 && (article.kind == "backfill") != backfill)
        fail(fmt::format("{} is announced as {}", article.link, article.kind));
}

void Model::check_row(const Site& of, const std::string& link, const Known& known) {
    const ledger::Seen* seen = row(of.id(), link);
    if (!seen) return fail(fmt::format("{} is not remembered", link));
    if (seen->version != known.version || seen->state != known.state || seen->first_seq != known.first_seq)
        fail(fmt::format("{} is remembered as {}, version {}, first message {}; it is {}, version {}, first message {}",
                         link, name_of(seen->state), seen->version, seen->first_seq, name_of(known.state),
                         known.version, known.first_seq));
    const bool waits = parts_.tables.page_by_entry.contains(seen->no);
    if (waits != known.owes_page)
        fail(fmt::format("{} {} a visit of its own", link, waits ? "waits for" : "does not wait for"));
}

/// Is there a poll to come, within what the longest back-off allows, and not overdue?
bool Model::is_planned(const Site& of) const {
    const TimePoint now = parts_.agenda.now();
    const Duration longest = std::max<Duration>(of.options().max_interval, std::chrono::hours(24)) * 5 / 4;
    const ledger::SourceNo source = parts_.tables.source_by_id.at(of.id());
    return std::ranges::any_of(parts_.tables.jobs, [&](const auto& row) {
        const store::StoredJob& job = row.second;
        if (job.source != source || job.kind != JobKind::poll) return false;
        return job.due < now + longest && (job.leased || job.due > now - std::chrono::minutes(10));
    });
}

void Model::check_settled(SteadyTime calm) {
    for (const Site& of : parts_.sites) {
        const Feed& feed = feeds_[of.id()];
        for (const auto& [link, known] : feed.entries) {
            if (!known.met) continue;
            check_row(of, link, known);
            if (known.owes_page) fail(fmt::format("{} still waits for a visit of its own", link));
        }
        if (of.is_gone()) continue;
        if (!feed.last_poll || !is_planned(of)) return fail(fmt::format("{} is not polled any more", of.id()));
        if (*feed.last_poll < calm) continue;  // it backs off from what was before
        for (const Shown& shown : of.document().entries) check_shown(feed, shown);
    }
}

void Model::check_shown(const Feed& feed, const Shown& shown) {
    auto at = feed.entries.find(shown.link);
    // What stood in the last whole answer is not looked at again, see remember_list().
    const bool is_listed = at != feed.entries.end() && at->second.listed.contains(shown.take);
    if (at == feed.entries.end() || !at->second.met || (at->second.latest != shown.take && !is_listed))
        return fail(fmt::format("{} take {} stands in its feed, and was not read", shown.link, shown.take));
    const Known& known = at->second;
    if (known.state == State::waiting) fail(fmt::format("{} came to nothing", shown.link));
    if (known.state == State::dropped && !shown.advert && !feed.set_aside)
        fail(fmt::format("{} was dropped", shown.link));
}

void Model::check_sizes() {
    std::map<ledger::SourceNo, std::size_t> polls, pages, entries;
    std::set<std::string> robots;
    for (const auto& [no, job] : parts_.tables.jobs) {
        if (job.kind != JobKind::robots)
            ++(job.kind == JobKind::poll ? polls : pages)[job.source];
        else if (!robots.insert(job.place.url).second)
            fail(fmt::format("{} is to be fetched twice", job.place.url));
    }
    for (const auto& [no, seen] : parts_.tables.seen) ++entries[seen.source];
    for (const auto& [no, source] : parts_.tables.sources) {
        const Feed& feed = feeds_[source.id];
        if (polls[no] != (source.state.health == Health::gone ? 0 : 1))
            fail(fmt::format("{} has {} polls", source.id, polls[no]));
        std::size_t waiting = 0, met = 0;
        for (const auto& [link, known] : feed.entries) waiting += known.owes_page, met += known.met;
        if (pages[no] != waiting || entries[no] != met)
            fail(fmt::format("{} has {} visits for {} entries that wait, and remembers {} of {} entries", source.id,
                             pages[no], waiting, entries[no], met));
    }
}

}  // namespace newsbus::simulation
