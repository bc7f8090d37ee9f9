#include "ingest/harvested.h"

#include "article/digest.h"
#include "article/identity.h"
#include "base/utf8.h"
#include "url/url.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using Prints = std::vector<std::uint64_t>;

// Sites list an article some time after its date.
constexpr Duration late_listing = std::chrono::days(2);

/// What is decided by of one article, as read.
struct Facts {
    std::optional<TimePoint> published, modified;
    Digest digest;
    bool nameless = false;
};

/// The articles of a harvest, whether they are made or not.
class Listed {
public:
    explicit Listed(Harvest& harvest) : made_(harvest.articles), unmade_(std::move(harvest.unmade)) {}

    std::size_t size() const { return unmade_ ? unmade_->size() : made_.size(); }

    /// Valid until the next call.
    const Article& look(std::size_t at) {
        if (!unmade_) return made_[at];
        return looked_at_ = unmade_->make(at);
    }
    /// Each only once.
    Article take(std::size_t at) { return unmade_ ? unmade_->make(at) : std::move(made_[at]); }

    bool is_made() const { return !unmade_; }

private:
    std::vector<Article> made_;
    std::shared_ptr<const Unmade> unmade_;
    Article looked_at_;
};

/// Oldest first: by date where every entry has one, else the document's order reversed (feeds list the newest first).
std::vector<std::size_t> publishing_order(const std::vector<Facts>& facts) {
    std::vector<std::size_t> order(facts.size());
    std::iota(order.rbegin(), order.rend(), 0);
    if (std::ranges::all_of(facts, [](const Facts& entry) { return entry.published.has_value(); }))
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return *facts[a].published < *facts[b].published; });
    return order;
}

/// Is it older than the last look at the source, so that it is no news?
bool is_old(const Facts& entry, const Job& job) {
    auto date = entry.published ? entry.published : entry.modified;
    return date && job.state.last_success && *date < *job.state.last_success - late_listing;
}

/// Nothing tells it from other entries, and there is nothing to read: an empty item, or what the end of a cut document
/// left of one.
bool is_nameless(const Article& article) {
    return article.identifier.empty() && article.url.empty() && article.headline.empty() &&
           article.description.empty() && article.body.empty();
}

bool has(const Prints& known, std::uint64_t print) {
    return std::binary_search(known.begin(), known.end(), print);
}

/// Do all entries say that they changed in the same minute, since the last poll? Then it is the answer that was made
/// then. Dates of a day only say nothing of the kind.
bool stamps_all_alike(const std::vector<Facts>& facts, const std::optional<TimePoint>& last_poll) {
    if (facts.size() < 2 || !last_poll) return false;
    const auto& first = facts.front().modified;
    if (!first || *first < *last_poll - 1min || (*first).time_since_epoch() % 24h == 0h) return false;
    return std::ranges::all_of(facts, [&first](const Facts& entry) {
        return entry.modified && std::chrono::abs(*entry.modified - *first) <= 1min;
    });
}

/// For each entry the first one in `order` that is the same entry: mostly itself. A copy of a copy is one of the first.
std::vector<std::size_t> first_copies(const std::vector<Identity>& identities, const std::vector<std::size_t>& order) {
    std::vector<std::size_t> firsts(identities.size());
    std::unordered_map<std::string_view, std::size_t> met;
    for (std::size_t i : order) {
        std::size_t met_before = met.emplace(identities[i].id, i).first->second;
        for (const std::string& key : identities[i].keys)
            if (std::size_t other = met.emplace(key, i).first->second; met_before == i) met_before = other;
        firsts[i] = met_before == i ? i : firsts[met_before];
    }
    return firsts;
}

/// What becomes of a new or changed entry; one that is not published needs no page.
Intent intent_of(const Visit& visit, const Article& article, Announce announce) {
    if (announce == Announce::silent) return Intent::publish;
    if (visit.source.wants_page(article)) return Intent::fetch_page;
    return visit.caution == Caution::one_by_one ? Intent::visit_alone : Intent::publish;
}

/// The entries of one answer: who they are, in which order they are published, and which of them are news.
class Listing {
public:
    Listing(const Visit& visit, Harvest& harvest) : visit_(visit), newest_only_(harvest.newest_only), listed_(harvest) {
        Identifier identifier;
        facts_.reserve(listed_.size());
        identifier.reserve(listed_.size());
        for (std::size_t at = 0; at < listed_.size(); ++at) {
            const Article& article = listed_.look(at);
            identifier.add(article);
            facts_.push_back({article.date_published, article.date_modified, Digest(article), is_nameless(article)});
        }
        auto url = Url::parse(visit.job.url);
        identities_ = identifier.identities([this](std::size_t at) -> const Article& { return listed_.look(at); },
                                            url ? url->host() : visit.job.host);
        if (stamps_all_alike(facts_, visit.job.state.last_success))
            for (Facts& entry : facts_) entry.digest.leave_out_date_modified();
    }

    /// Picks the entries that `known` does not hold; `first`: nothing of the source is known. The prints of all are
    /// added to `prints`. Of two that are the same entry the first one counts: what the other says is recorded by
    /// nobody, so it must not pass for known next time.
    void pick(bool first, const Prints& known, Prints& prints) {
        const std::vector<std::size_t> order = publishing_order(facts_);
        const std::vector<std::size_t> firsts = first_copies(identities_, order);
        std::vector<bool> is_known(order.size());
        // Old entries come up where newer ones went, and where there was nothing at all before.
        const bool may_be_old = newest_only_ || (visit_.job.kind == JobKind::poll && known.empty());
        std::size_t loud = order.size();  // entries of a first poll that are published: the newest ones
        if (const auto& backfill = visit_.source.options().backfill; first && backfill)
            loud = std::min<std::size_t>(loud, *backfill);
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            const std::size_t at = order[rank], first_copy = firsts[at];
            if (facts_[at].nameless) {
                ++nameless_;
                continue;
            }
            if (first_copy == at) {
                const std::uint64_t print = known_print(identities_[at], facts_[at].digest);
                prints.push_back(print);
                is_known[at] = has(known, print);
            }
            if (is_known[first_copy]) continue;
            const bool silent = first && rank + loud < order.size();
            const bool old = first || (may_be_old && is_old(facts_[at], visit_.job));
            picked_.push_back({at, silent ? Announce::silent : old ? Announce::backfill : Announce::published});
        }
    }

    /// Makes the next entry of those that were picked.
    Entry next() {
        const auto [at, announce] = picked_[taken_++];
        Article article = listed_.take(at);
        article.id = identities_[at].id;
        const Intent intent = intent_of(visit_, article, announce);
        return {std::move(article), std::move(identities_[at]), std::move(facts_[at].digest), announce, intent};
    }

    bool is_made() const { return listed_.is_made(); }
    std::size_t size() const { return facts_.size(); }
    std::size_t left() const { return picked_.size() - taken_; }
    std::size_t nameless() const { return nameless_; }

private:
    struct Picked {
        std::size_t at;
        Announce announce;
    };
    Visit visit_;
    bool newest_only_;
    Listed listed_;
    std::vector<Facts> facts_;
    std::vector<Identity> identities_;
    std::vector<Picked> picked_;
    std::size_t taken_ = 0, nameless_ = 0;
};

/// The entries of a document that is too large to be held as articles.
class UnreadListing final : public Unread {
public:
    explicit UnreadListing(Listing listing) : listing_(std::move(listing)) {}
    bool empty() const override { return listing_.left() == 0; }
    std::vector<Entry> next(std::size_t most) override {
        std::vector<Entry> entries;
        while (entries.size() < most && !empty()) entries.push_back(listing_.next());
        return entries;
    }

private:
    Listing listing_;
};

/// Makes entries of the articles that are new or changed, and says how many there are.
std::size_t take_articles(const Visit& visit, bool first, const Prints& known, Harvest& harvest, Visited& visited,
                          Prints& prints) {
    Listing listing(visit, harvest);
    listing.pick(first, known, prints);
    const std::size_t fresh = listing.left();
    visited.unchanged = static_cast<int>(listing.size() - fresh);
    if (listing.nameless() > 0)
        visited.outcome.notes.push_back(
            {"", fmt::format("left out, without id, link, title and summary: {} entries", listing.nameless())});
    if (listing.is_made())
        while (listing.left() > 0) visited.outcome.entries.push_back(listing.next());
    else if (fresh > 0)
        visited.unread = std::make_unique<UnreadListing>(std::move(listing));
    return fresh;
}

/// What is known when an answer did not show all: the entries of it and those known before, as many as there is room
/// for. One that falls out costs a look into the ledger when it comes again.
void add_known(Prints& prints, const Prints& before) {
    constexpr std::size_t most = 5000;
    for (std::uint64_t print : before) {
        if (prints.size() >= most) break;
        prints.push_back(print);
    }
}

// The store forgets what no visit has brought for three months, so every part is visited more often than that.
constexpr Duration longest_rest = std::chrono::days(30);

/// One number for a part in the state that the index tells of; another one every 30 days.
std::uint64_t part_print(const Part& part, TimePoint now) {
    Article stand_in;
    stand_in.url = part.url;
    stand_in.date_modified = part.changed;
    auto period = now.time_since_epoch() / longest_rest;
    return known_print({fmt::format("{} {}", period, part.url), {}}, Digest(stand_in));
}

/// Parts that changed since the last answer are visited; those without a date at every poll, and then the server must
/// not answer that the index is unchanged.
std::size_t take_parts(const std::vector<Part>& parts, bool first, const Prints& known, Outcome& outcome,
                       Prints& prints) {
    std::size_t fresh = 0;
    for (const Part& part : parts) {
        if (!part.changed) outcome.state->validators = {};
        std::uint64_t print = part_print(part, outcome.now);
        prints.push_back(print);
        if (part.changed && has(known, print)) continue;
        fresh += has(known, print) ? 0 : 1;
        outcome.parts.push_back({part.url, first});
    }
    return fresh;
}

}  // namespace

std::size_t take_harvest(const Visit& visit, Harvest harvest, Visited& visited) {
    const SourceState& state = visit.job.state;
    Outcome& outcome = visited.outcome;
    bool first = state.polls == 0;
    const bool shows_less = harvest.cut || harvest.delta;
    Prints prints;
    std::size_t fresh = take_articles(visit, first, state.known, harvest, visited, prints);
    fresh += take_parts(harvest.parts, first, state.known, outcome, prints);
    if (shows_less) add_known(prints, state.known);
    std::sort(prints.begin(), prints.end());
    prints.erase(std::unique(prints.begin(), prints.end()), prints.end());
    outcome.state->known = std::move(prints);
    outcome.state->moving_dates = 0;  // the store counts them anew
    return fresh;
}

void take_part(const Visit& visit, Harvest harvest, Visited& visited) {
    Prints prints;
    take_articles(visit, visit.job.first, {}, harvest, visited, prints);
}

std::string noted_problems(const Harvest& harvest, Outcome& outcome) {
    constexpr std::size_t most = 20;
    for (const Problem& problem : harvest.problems) {
        if (outcome.notes.size() == most) break;
        outcome.notes.push_back({"", problem.what});
    }
    if (harvest.problems.empty()) return {};
    std::string line = shortened(harvest.problems.front().what, 200);
    if (harvest.problems.size() > 1) line += fmt::format(" (and {} more)", harvest.problems.size() - 1);
    return line;
}

}  // namespace newsbus::ingest
