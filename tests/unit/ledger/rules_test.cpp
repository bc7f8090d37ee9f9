#include "ledger/rules.h"

#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>

namespace newsbus::ledger {

void PrintTo(const Verdict& verdict, std::ostream* out) {
    *out << "decision " << static_cast<int>(verdict.decision) << ", reason " << static_cast<int>(verdict.reason);
}

namespace {

using namespace std::chrono_literals;
using By = Arrival::By;
using D = Decision;
using R = Reason;

Digest digest_of(const char* headline) {
    Article article;
    article.headline = headline;
    return Digest(article);
}

// What the last poll brought, what was told, and what is new to both.
const Digest polled = digest_of("polled"), told = digest_of("told"), fresh = digest_of("new");
// Of an article that says nothing, as is the digest of a version that is none.
const Digest nothing;

/// The rows that an entry can have, one a state; a settled one also with the full text of its page, and with digests of
/// a format that is no longer read.
Seen in_state(State state) {
    Seen seen;
    seen.no = 1;
    seen.state = state;
    seen.latest = polled;
    if (state == State::quiet || state == State::published) {
        seen.version = 2;
        seen.told = told;
    }
    if (state == State::quiet) seen.announce = Announce::silent;
    if (state == State::published) seen.first_seq = 7;
    return seen;
}

Seen whole() {
    Seen seen = in_state(State::published);
    seen.whole = true;
    return seen;
}

Seen stale(State state) {
    Seen seen = in_state(state);
    seen.stale = true;
    return seen;
}

/// What can come: by a poll or a page, and for which reason it is not simply published.
struct Column {
    const char* name;
    By by;
    Intent intent;
    bool full_text;
};
constexpr Column complete{"complete", By::poll, Intent::publish, false};
constexpr Column wants_page{"wants its page", By::poll, Intent::fetch_page, false};
constexpr Column alone{"visited alone", By::poll, Intent::visit_alone, false};
constexpr Column dropped{"dropped", By::poll, Intent::drop, false};
constexpr Column page{"page", By::page, Intent::publish, true};
constexpr Column teaser{"page without its text", By::page, Intent::publish, false};
constexpr Column dropped_page{"dropped page", By::page, Intent::drop, true};

Arrival arrival(const Column& column, const Digest& digest, Announce announce = Announce::published) {
    Arrival arrival;
    arrival.by = column.by;
    arrival.intent = column.intent;
    arrival.full_text = column.full_text;
    arrival.digest = digest;
    arrival.announce = announce;
    return arrival;
}

struct Cell {
    const char* row;
    std::optional<Seen> seen;
    Column column;
    const Digest* brought;
    Verdict expected;
    State after;
};

// Every state of an entry against everything that can come for it, brought by a poll as before, as told, or new.
TEST(Rules, DecideEveryCellOfTheTable) {
    const Seen waiting = in_state(State::waiting), was_dropped = in_state(State::dropped),
               kept_back = in_state(State::kept_back), quiet = in_state(State::quiet),
               published = in_state(State::published);
    const Cell cells[] = {
        // At first sight.
        {"first sight", {}, complete, &fresh, {D::publish}, State::published},
        {"first sight", {}, wants_page, &fresh, {D::wait_for_page}, State::waiting},
        {"first sight", {}, alone, &fresh, {D::wait_for_page}, State::waiting},
        {"first sight", {}, dropped, &fresh, {D::dropped}, State::dropped},

        // Nothing was published of it. What the last poll brought already is no work, whatever it became.
        {"waiting", waiting, complete, &polled, {D::unchanged}, State::waiting},
        {"waiting", waiting, wants_page, &polled, {D::unchanged}, State::waiting},
        {"waiting", waiting, dropped, &polled, {D::unchanged}, State::waiting},
        {"waiting", waiting, complete, &fresh, {D::publish}, State::published},
        {"waiting", waiting, wants_page, &fresh, {D::wait_for_page}, State::waiting},
        {"waiting", waiting, alone, &fresh, {D::wait_for_page}, State::waiting},
        {"waiting", waiting, dropped, &fresh, {D::dropped}, State::dropped},
        {"waiting", waiting, page, &fresh, {D::publish}, State::published},
        {"waiting", waiting, page, &polled, {D::publish}, State::published},
        {"waiting", waiting, page, &nothing, {D::publish}, State::published},
        {"waiting", waiting, teaser, &polled, {D::publish}, State::published},
        {"waiting", waiting, dropped_page, &fresh, {D::dropped}, State::dropped},

        {"dropped", was_dropped, complete, &polled, {D::unchanged}, State::dropped},
        {"dropped", was_dropped, complete, &fresh, {D::publish}, State::published},
        {"dropped", was_dropped, wants_page, &fresh, {D::wait_for_page}, State::waiting},
        {"dropped", was_dropped, dropped, &fresh, {D::dropped}, State::dropped},
        {"dropped", was_dropped, page, &fresh, {D::publish}, State::published},

        {"kept back", kept_back, complete, &polled, {D::unchanged}, State::kept_back},
        {"kept back", kept_back, complete, &fresh, {D::publish}, State::published},
        {"kept back", kept_back, wants_page, &fresh, {D::wait_for_page}, State::waiting},
        {"kept back", kept_back, dropped, &fresh, {D::dropped}, State::dropped},
        {"kept back", kept_back, page, &fresh, {D::publish}, State::published},

        // A version is settled: it stays whatever is dropped, and no page says it twice.
        {"quiet", quiet, complete, &polled, {D::unchanged}, State::quiet},
        {"quiet", quiet, complete, &told, {D::unchanged, R::taken_back}, State::quiet},
        {"quiet", quiet, wants_page, &told, {D::unchanged, R::taken_back}, State::quiet},
        {"quiet", quiet, complete, &fresh, {D::update}, State::published},
        {"quiet", quiet, wants_page, &fresh, {D::wait_for_page}, State::quiet},
        {"quiet", quiet, dropped, &fresh, {D::dropped}, State::quiet},
        {"quiet", quiet, page, &told, {D::unchanged, R::page_as_before}, State::quiet},
        {"quiet", quiet, page, &fresh, {D::update}, State::published},

        {"published", published, complete, &polled, {D::unchanged}, State::published},
        {"published", published, complete, &told, {D::unchanged, R::taken_back}, State::published},
        {"published", published, wants_page, &polled, {D::unchanged}, State::published},
        {"published", published, wants_page, &told, {D::unchanged, R::taken_back}, State::published},
        {"published", published, dropped, &told, {D::unchanged, R::taken_back}, State::published},
        {"published", published, complete, &fresh, {D::update}, State::published},
        {"published", published, wants_page, &fresh, {D::wait_for_page}, State::published},
        {"published", published, alone, &fresh, {D::wait_for_page}, State::published},
        {"published", published, dropped, &fresh, {D::dropped}, State::published},
        {"published", published, page, &told, {D::unchanged, R::page_as_before}, State::published},
        {"published", published, page, &polled, {D::update}, State::published},
        {"published", published, page, &fresh, {D::update}, State::published},
        {"published", published, teaser, &fresh, {D::update}, State::published},
        {"published", published, dropped_page, &fresh, {D::dropped}, State::published},

        // A full text is never replaced by less.
        {"full text", whole(), complete, &fresh, {D::update}, State::published},
        {"full text", whole(), wants_page, &fresh, {D::wait_for_page}, State::published},
        {"full text", whole(), page, &fresh, {D::update}, State::published},
        {"full text", whole(), page, &told, {D::unchanged, R::page_as_before}, State::published},
        {"full text", whole(), teaser, &fresh, {D::unchanged, R::full_text_stays}, State::published},
        {"full text", whole(), teaser, &told, {D::unchanged, R::full_text_stays}, State::published},

        // Digests that cannot be compared: nothing is published again.
        {"stale", stale(State::published), complete, &fresh, {D::unchanged}, State::published},
        {"stale", stale(State::published), wants_page, &fresh, {D::unchanged}, State::published},
        {"stale", stale(State::waiting), complete, &fresh, {D::unchanged}, State::waiting},
        {"stale", stale(State::dropped), complete, &fresh, {D::unchanged}, State::dropped},
        {"stale", stale(State::published), page, &fresh, {D::update}, State::published},
    };
    for (const Cell& cell : cells) {
        std::string what = std::string(cell.row) + ", " + cell.column.name;
        Verdict verdict = decide(cell.seen ? &*cell.seen : nullptr, arrival(cell.column, *cell.brought), {});
        EXPECT_EQ(verdict, cell.expected) << what;
        EXPECT_EQ(state_after(cell.seen.value_or(Seen{}), verdict), cell.after) << what;
    }
}

Article dated(const char* headline, TimePoint date) {
    Article article;
    article.headline = headline;
    article.date_published = date;
    return article;
}

const TimePoint seen_first(std::chrono::sys_days(std::chrono::year(2026) / 5 / 6));

/// A published entry whose version said `date`.
Seen published_on(TimePoint date) {
    Seen seen = in_state(State::published);
    seen.first_seen = seen_first;
    seen.told = seen.latest = Digest(dated("told", date));
    seen.date = PublicationDate{date};
    return seen;
}

Arrival arrival_on(const char* headline, TimePoint date) {
    Arrival brought = arrival(complete, Digest(dated(headline, date)));
    brought.date = PublicationDate{date};
    return brought;
}

TEST(Rules, TakeADateForAChangeThatIsOlderThanFirstSight) {
    const Seen seen = published_on(seen_first - 2h);
    Arrival earlier = arrival_on("told", seen_first - 1h);
    settle_date(seen, earlier);
    EXPECT_FALSE(earlier.keeps_date);
    EXPECT_EQ(decide(&seen, earlier, {}), (Verdict{D::update}));
}

TEST(Rules, TakeNoDateForAChangeThatIsYoungerThanFirstSight) {
    const Seen seen = published_on(seen_first - 2h);
    Arrival later = arrival_on("told", seen_first + 1h);
    settle_date(seen, later);
    EXPECT_TRUE(later.keeps_date);
    EXPECT_EQ(decide(&seen, later, {}), (Verdict{D::unchanged}));

    Arrival corrected = arrival_on("corrected", seen_first + 1h);
    settle_date(seen, corrected);
    EXPECT_EQ(decide(&seen, corrected, {}), (Verdict{D::update}));
    Seen after = seen;
    settle(after, corrected);
    EXPECT_EQ(after.date, seen.date);
}

// Its page would be asked for at every poll.
TEST(Rules, DoNotTakeAnEntryThatWasDroppedUpAgainForADateThatMoves) {
    for (State state : {State::dropped, State::waiting, State::kept_back}) {
        Seen seen = in_state(state);
        seen.first_seen = seen_first;
        seen.latest = Digest(dated("told", seen_first - 1min));
        Arrival later = arrival_on("told", seen_first + 1h), earlier = arrival_on("told", seen_first - 1h),
                corrected = arrival_on("corrected", seen_first + 1h);
        EXPECT_EQ(decide(&seen, later, {}).decision, D::unchanged);
        EXPECT_NE(decide(&seen, earlier, {}).decision, D::unchanged);
        EXPECT_NE(decide(&seen, corrected, {}).decision, D::unchanged);
    }
}

TEST(Rules, TakeADateForWorthlessThatMovedTwice) {
    Seen seen = published_on(seen_first - 9h);
    for (int hours : {8, 7}) {
        Arrival moved = arrival_on("told", seen_first - hours * 1h);
        settle_date(seen, moved);
        EXPECT_EQ(decide(&seen, moved, {}), (Verdict{D::update})) << hours;
        settle(seen, moved);
        seen.latest = moved.digest;
    }
    Arrival again = arrival_on("told", seen_first - 6h);
    settle_date(seen, again);
    EXPECT_EQ(decide(&seen, again, {}), (Verdict{D::unchanged}));
}

TEST(Rules, TakeWhatAVersionSaidForNoNews) {
    Seen seen = published_on(seen_first - 2h);
    Arrival other = arrival_on("other", seen_first - 2h);
    EXPECT_EQ(decide(&seen, other, {}), (Verdict{D::update}));
    settle(seen, other);
    seen.latest = other.digest;
    EXPECT_EQ(seen.version, 3);

    const Arrival first = arrival_on("told", seen_first - 2h);
    EXPECT_EQ(decide(&seen, first, {}), (Verdict{D::unchanged, R::taken_back}));
    seen.latest = first.digest;
    EXPECT_EQ(decide(&seen, other, {}), (Verdict{D::unchanged, R::taken_back}));
    EXPECT_EQ(decide(&seen, arrival_on("third", seen_first - 2h), {}), (Verdict{D::update}));
}

TEST(Rules, RememberNothingBeforeTheFirstVersion) {
    Seen seen;
    settle(seen, arrival_on("first", seen_first));
    EXPECT_EQ(seen.version, 1);
    EXPECT_TRUE(seen.earlier.empty());
}

TEST(Rules, RememberTheLastEightVersionsBefore) {
    Seen seen = published_on(seen_first);
    for (int version = 0; version < 20; ++version)
        settle(seen, arrival_on(std::to_string(version).c_str(), seen_first));
    EXPECT_EQ(seen.earlier.size(), 8u);
    EXPECT_EQ(seen.earlier.back(), Digest(dated("18", seen_first)).content());
}

TEST(Rules, PublishWhatIsBroughtSilentlyOnlyAfterItChanges) {
    EXPECT_EQ(decide(nullptr, arrival(complete, fresh, Announce::silent), {}), (Verdict{D::keep_quiet}));
    EXPECT_EQ(decide(nullptr, arrival(wants_page, fresh, Announce::silent), {}), (Verdict{D::keep_quiet}));
    EXPECT_EQ(decide(nullptr, arrival(dropped, fresh, Announce::silent), {}), (Verdict{D::dropped}));
    Seen seen = in_state(State::dropped);
    seen.announce = Announce::silent;
    EXPECT_EQ(decide(&seen, arrival(complete, fresh), {}), (Verdict{D::keep_quiet}));
    EXPECT_EQ(state_after(seen, {D::keep_quiet}), State::quiet);
}

TEST(Rules, TakeTheAnnouncementOfFirstSight) {
    Seen seen = in_state(State::waiting);
    EXPECT_EQ(decide(&seen, arrival(complete, fresh, Announce::silent), {}), (Verdict{D::publish}));
    using message::ArticleKind;
    EXPECT_EQ(kind_of(D::publish, Announce::published), ArticleKind::published);
    EXPECT_EQ(kind_of(D::publish, Announce::backfill), ArticleKind::backfill);
    for (Announce announce : {Announce::published, Announce::backfill, Announce::silent})
        EXPECT_EQ(kind_of(D::update, announce), ArticleKind::updated);
}

TEST(Rules, KeepBackWhatAnotherSourceHasInTheLogWhenAskedTo) {
    const Policy once{{}, true};
    Arrival late = arrival(complete, fresh);
    late.elsewhere = true;
    Verdict kept{D::duplicate, R::told_elsewhere};
    EXPECT_EQ(decide(nullptr, late, {}), (Verdict{D::publish}));
    EXPECT_EQ(decide(nullptr, late, once), kept);
    for (State state : {State::waiting, State::dropped, State::kept_back}) {
        Seen seen = in_state(state);
        EXPECT_EQ(decide(&seen, late, once), kept);
        EXPECT_EQ(state_after(seen, kept), State::kept_back);
    }
    Seen quiet = in_state(State::quiet), published = in_state(State::published);
    EXPECT_EQ(decide(&quiet, late, once), kept);
    EXPECT_EQ(state_after(quiet, kept), State::quiet);
    EXPECT_EQ(decide(&published, late, once), (Verdict{D::update})) << "it was told first";
    late.intent = Intent::fetch_page;
    EXPECT_EQ(decide(nullptr, late, once), kept) << "no page is fetched for it";
    late.intent = Intent::drop;
    EXPECT_EQ(decide(nullptr, late, once), (Verdict{D::dropped}));
}

TEST(Rules, AskTheLogOnlyWhenItCanMatter) {
    const Policy once{{}, true};
    Seen quiet = in_state(State::quiet), published = in_state(State::published);
    EXPECT_TRUE(asks_elsewhere(nullptr, once));
    EXPECT_TRUE(asks_elsewhere(&quiet, once));
    EXPECT_FALSE(asks_elsewhere(&published, once));
    EXPECT_FALSE(asks_elsewhere(nullptr, {}));
}

TEST(Rules, LetTheFirstOfSeveralInOneAnswerCount) {
    Arrival again = arrival(complete, fresh);
    again.repeated = true;
    for (State state : {State::waiting, State::dropped, State::kept_back, State::quiet, State::published}) {
        Seen seen = in_state(state);
        Verdict verdict = decide(&seen, again, {});
        EXPECT_EQ(verdict, (Verdict{D::duplicate, R::repeated}));
        EXPECT_EQ(state_after(seen, verdict), state);
    }
}

TEST(Rules, RememberAnUnchangedEntryOnceADay) {
    const TimePoint now = *parse_rfc3339("2026-11-22T03:00:00Z");
    Seen seen = in_state(State::published);
    seen.print = 5;
    seen.last_seen = now;
    EXPECT_FALSE(is_worth_remembering(seen, 5, polled, now + 23h));
    EXPECT_TRUE(is_worth_remembering(seen, 5, polled, now + 24h));
    EXPECT_TRUE(is_worth_remembering(seen, 5, polled, now - 1s)) << "the clock was set back";
    EXPECT_TRUE(is_worth_remembering(seen, 6, polled, now));
    EXPECT_TRUE(is_worth_remembering(seen, 5, fresh, now));
}

}  // namespace
}  // namespace newsbus::ledger
