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

/// Oldest first: by date where every entry has one, else the document's order reversed (feeds list the newest first).
std::vector<std::size_t> publishing_order(const std::vector<Article>& articles) {
    std::vector<std::size_t> order(articles.size());
    std::iota(order.rbegin(), order.rend(), 0);
    bool dated =
        std::all_of(articles.begin(), articles.end(), [](const Article& a) { return a.date_published.has_value(); });
    if (dated)
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return *articles[a].date_published < *articles[b].date_published;
        });
    return order;
}

/// Did an old entry come up because newer ones went, so that it is not news?
bool came_up(const Harvest& harvest, const Article& article, const Job& job) {
    auto date = article.date_published ? article.date_published : article.date_modified;
    return harvest.newest_only && date && job.state.last_success && *date < *job.state.last_success - late_listing;
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
bool stamps_all_alike(const std::vector<Article>& articles, const std::optional<TimePoint>& last_poll) {
    if (articles.size() < 2 || !last_poll) return false;
    const auto& first = articles.front().date_modified;
    if (!first || *first < *last_poll - 1min || (*first).time_since_epoch() % 24h == 0h) return false;
    return std::ranges::all_of(articles, [&first](const Article& article) {
        return article.date_modified && std::chrono::abs(*article.date_modified - *first) <= 1min;
    });
}

/// For each entry the first one in `order` that is the same entry: mostly itself.
std::vector<std::size_t> first_copies(const std::vector<Identity>& identities, const std::vector<std::size_t>& order) {
    std::vector<std::size_t> firsts(identities.size());
    std::unordered_map<std::string_view, std::size_t> met;
    for (std::size_t i : order) {
        firsts[i] = met.emplace(identities[i].id, i).first->second;
        for (const std::string& key : identities[i].keys)
            if (std::size_t first = met.emplace(key, i).first->second; firsts[i] == i) firsts[i] = first;
    }
    return firsts;
}

/// What becomes of a new or changed entry; one that is not published needs no page.
Intent intent_of(const Visit& visit, const Article& article, Announce announce) {
    if (announce == Announce::silent) return Intent::publish;
    if (visit.source.wants_page(article)) return Intent::fetch_page;
    return visit.caution == Caution::one_by_one ? Intent::visit_alone : Intent::publish;
}

/// Makes entries of the articles, but for those that `known` holds. Their prints are added to `prints`. Of two that are
/// the same entry the first one counts: what the other says is recorded by nobody, so it must not pass for known next
/// time.
std::size_t take_articles(const Visit& visit, bool first, const Prints& known, Harvest& harvest, Outcome& outcome,
                          Prints& prints) {
    const Job& job = visit.job;
    auto url = Url::parse(job.url);
    std::vector<Identity> identities = identify(harvest.articles, url ? url->host() : job.host);
    std::vector<std::size_t> order = publishing_order(harvest.articles);
    const std::vector<std::size_t> firsts = first_copies(identities, order);
    const bool stamped = stamps_all_alike(harvest.articles, job.state.last_success);
    std::vector<bool> is_known(order.size());
    std::size_t loud = order.size();  // entries of a first poll that are published: the newest ones
    if (const auto& backfill = visit.source.options().backfill; first && backfill)
        loud = std::min<std::size_t>(loud, *backfill);

    std::size_t fresh = 0, nameless = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const std::size_t at = order[rank], first_copy = firsts[at];
        Article& article = harvest.articles[at];
        if (is_nameless(article)) {
            ++nameless;
            continue;
        }
        Identity& identity = identities[at];
        Digest digest(article);
        if (stamped) digest.leave_out_date_modified();
        std::uint64_t print = known_print(identity, digest);
        if (first_copy == at) {
            prints.push_back(print);
            is_known[at] = has(known, print);
        }
        if (is_known[first_copy]) continue;
        ++fresh;
        article.id = identity.id;
        bool silent = first && rank + loud < order.size();
        bool old = first || came_up(harvest, article, job);
        Announce announce = silent ? Announce::silent : old ? Announce::backfill : Announce::published;
        Intent intent = intent_of(visit, article, announce);
        outcome.entries.push_back({std::move(article), std::move(identity), digest, announce, intent});
    }
    if (nameless > 0)
        outcome.notes.push_back(
            {"", fmt::format("left out, without id, link, title and summary: {} entries", nameless)});
    return fresh;
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

std::size_t take_harvest(const Visit& visit, Harvest harvest, Outcome& outcome) {
    const SourceState& state = visit.job.state;
    bool first = state.polls == 0;
    Prints prints;
    std::size_t fresh = take_articles(visit, first, state.known, harvest, outcome, prints);
    fresh += take_parts(harvest.parts, first, state.known, outcome, prints);
    std::sort(prints.begin(), prints.end());
    prints.erase(std::unique(prints.begin(), prints.end()), prints.end());
    outcome.state->known = std::move(prints);
    outcome.state->moving_dates = 0;  // the store counts them anew
    return fresh;
}

void take_part(const Visit& visit, Harvest harvest, Outcome& outcome) {
    Prints prints;
    take_articles(visit, visit.job.first, {}, harvest, outcome, prints);
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
