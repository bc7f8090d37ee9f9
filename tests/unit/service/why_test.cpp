#include "service/why.h"

#include "article/digest.h"
#include "article/identity.h"
#include "tests/support/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <chrono>
#include <stdexcept>

namespace newsbus::service {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const TimePoint t0 = *parse_rfc3339("2026-11-22T03:00:00Z");

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().what);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Article article(const std::string& name) {
    Article article;
    article.identifier = "guid \"" + name + "\"";
    article.url = "https://news.example/" + name + "?id=7";
    article.headline = "Headline of " + name;
    article.body = "Text.";
    return article;
}

class Why : public testing::Test {
protected:
    Why() {
        ledger::ConfiguredSource row{"wire", "https://news.example/feed", ""};
        must(store->set_sources({&row, 1}, {t0}));
        source::Options source;
        source.id = row.id;
        source.url = row.url;
        config.sources = {source};
    }

    Job claimed(JobKind kind, TimePoint now) {
        must(store->make_all_due(now));
        for (Job& job : must(store->claim(now, 100, {100, {}})))
            if (job.kind == kind) return job;
        throw std::runtime_error("nothing is due");
    }

    Outcome polled(TimePoint now, const std::vector<Article>& articles, Announce announce = Announce::published) {
        Job job = claimed(JobKind::poll, now);
        Outcome outcome;
        outcome.job = job.id;
        outcome.source = job.source;
        outcome.now = now;
        outcome.due = now + 15min;
        outcome.state = job.state;
        for (const Article& told : articles)
            outcome.entries.push_back({told, identify({&told, 1}, "news.example").front(), Digest(told), announce});
        return outcome;
    }

    void commit(const Outcome& outcome) { must(must(store->commit({&outcome, 1})).at(0)); }

    json::object ask(const std::string& asked) {
        auto history = must(store::open_sqlite_history(folder.path()));
        auto outbox = must(store::open_sqlite_outbox(folder.path()));
        return must(why(*history, *outbox, config, asked));
    }

    /// The kinds of the events of the one entry that is found.
    std::vector<std::string> kinds(const std::string& asked) {
        std::vector<std::string> all;
        json::object answer = ask(asked);
        EXPECT_EQ(answer.at("entries").as_array().size(), 1u) << asked;
        for (const json::value& entry : answer.at("entries").as_array())
            for (const json::value& event : entry.at("events").as_array())
                all.emplace_back(event.at("kind").as_string());
        return all;
    }

    std::string verdict(const std::string& asked) {
        json::object answer = ask(asked);
        return std::string(answer.at("entries").at(0).at("sources").at(0).at("verdict").as_string());
    }

    test::Folder folder;
    std::unique_ptr<store::Store> store = must(store::open_sqlite_store({.dir = folder.path()}, t0));
    config::Config config;
    Article one = article("one");
};

TEST_F(Why, TellsAllOfAnEntryOldestFirst) {
    commit(polled(t0, {one}));
    one.headline = "Another headline";
    commit(polled(t0 + 1h, {one}));
    std::string id = identify({&one, 1}, "news.example").front().id;
    for (const std::string& asked :
         {id, id.substr(0, 8), std::string("HTTPS://www.news.example/one?utm_source=x&id=7#a"),
          std::string("news.example/one?id=7"), one.identifier, std::string("00000000000000000002")})
        EXPECT_THAT(kinds(asked), ElementsAre("seen", "published", "updated")) << asked;
    json::object entry = ask(id).at("entries").at(0).as_object();
    EXPECT_EQ(entry.at("headline").as_string(), "Another headline");
    EXPECT_EQ(entry.at("identifier").as_string(), one.identifier);
    const json::object& updated = entry.at("events").at(2).as_object();
    EXPECT_EQ(updated.at("sequence").as_string(), "00000000000000000002");
    EXPECT_EQ(updated.at("changed"), json::value({"headline"}));
    EXPECT_EQ(verdict(id), "published, version 2");
}

TEST_F(Why, SaysWhyAnEntryIsNotPublished) {
    Outcome outcome = polled(t0, {one});
    outcome.entries[0].intent = Intent::drop;
    outcome.notes = {{one.identifier, "dropped by drop_rules", outcome.entries[0].identity.id}};
    commit(outcome);
    EXPECT_THAT(kinds(one.url), ElementsAre("seen", "note"));
    EXPECT_EQ(verdict(one.url), "not published: dropped by drop_rules");
}

TEST_F(Why, ShowsADecisionTakenAgainAtBothTimes) {
    for (int hour = 0; hour < 3; ++hour) {
        one.headline += ".";
        Outcome outcome = polled(t0 + hour * 1h, {one});
        outcome.entries[0].intent = Intent::drop;
        outcome.notes = {{one.identifier, "dropped by drop_rules", outcome.entries[0].identity.id}};
        commit(outcome);
    }
    EXPECT_THAT(kinds(one.url), ElementsAre("seen", "note", "note"));
    json::object entry = ask(one.url).at("entries").at(0).as_object();
    EXPECT_EQ(entry.at("events").at(1).at("time").as_string(), "2026-11-22T03:00:00Z");
    EXPECT_EQ(entry.at("events").at(2).at("times").to_number<int>(), 3);
}

TEST_F(Why, SaysThatBackfillLeftAnEntryOut) {
    commit(polled(t0, {one}, Announce::silent));
    EXPECT_THAT(verdict(one.url), HasSubstr("`backfill` leaves it out"));
}

TEST_F(Why, SaysThatAnEntryWaitsForItsPage) {
    Outcome outcome = polled(t0, {});
    outcome.entries.push_back(
        {one, identify({&one, 1}, "news.example").front(), Digest(one), Announce::published, Intent::fetch_page});
    commit(outcome);
    EXPECT_EQ(verdict(one.url), "waits for its page, due 2026-11-22T03:00:00Z");
    Job job = claimed(JobKind::page, t0);
    EXPECT_EQ(verdict(one.url), "its page is being fetched");
    Outcome failed;
    failed.job = job.id;
    failed.kind = JobKind::page;
    failed.source = "wire";
    failed.now = t0 + 1s;
    failed.due = t0 + 6s;
    failed.attempt = 1;
    failed.notes = {{one.identifier, "the page failed: HTTP status 500", job.draft->identity.id}};
    commit(failed);
    EXPECT_EQ(verdict(one.url),
              "waits for its page, due 2026-11-22T03:00:06Z, failed attempts: 1: the page failed: HTTP status 500");
}

TEST_F(Why, FindsInTheLogWhatIsNoKey) {
    one.canonical_url = "https://news.example/one";
    Outcome outcome = polled(t0, {one});
    outcome.entries[0].article.canonical_url = "https://news.example/learnt-from-the-page";
    commit(outcome);
    EXPECT_THAT(kinds("http://www.news.example/learnt-from-the-page/?utm_medium=y"), ElementsAre("seen", "published"));
}

TEST_F(Why, OfNothingNamesTheSourcesThatItCouldComeFrom) {
    commit(polled(t0, {}));
    json::object answer = ask("https://www.news.example/never-seen");
    EXPECT_THAT(answer.at("entries").as_array(), IsEmpty());
    ASSERT_THAT(answer.at("near").as_array(), SizeIs(1));
    EXPECT_EQ(answer.at("near").at(0).at("relation").as_string(), "a source of the same site");
    EXPECT_EQ(ask("https://news.example/feed").at("near").at(0).at("relation").as_string(), "the source itself");
    EXPECT_EQ(ask("wire").at("near").at(0).at("relation").as_string(), "the source of that name");
    EXPECT_THAT(ask("https://elsewhere.example/x").at("near").as_array(), IsEmpty());
}

TEST_F(Why, NamesTheSourceItselfBeforeOthersOfItsSite) {
    std::vector<source::Options> others;
    for (int n = 0; n < 12; ++n) {
        source::Options source;
        source.id = "other-" + std::to_string(n);
        source.url = "https://news.example/" + source.id;
        others.push_back(source);
    }
    config.sources.insert(config.sources.begin(), others.begin(), others.end());
    json::object answer = ask("https://news.example/feed");
    ASSERT_THAT(answer.at("near").as_array(), SizeIs(10));
    EXPECT_EQ(answer.at("near").at(0).at("id").as_string(), "wire");
}

TEST_F(Why, RefusesTheBeginningOfSeveralIds) {
    std::vector<Article> many;
    for (int n = 0; n < 3; ++n) many.push_back(article("entry-" + std::to_string(n)));
    Outcome outcome = polled(t0, many);
    int n = 0;
    for (Entry& entry : outcome.entries) {
        entry.identity.id = "abcdef0" + std::to_string(n / 2) + std::string(23, '0') + std::to_string(n);
        ++n;
    }
    commit(outcome);
    auto history = must(store::open_sqlite_history(folder.path()));
    auto outbox = must(store::open_sqlite_outbox(folder.path()));
    auto answer = why(*history, *outbox, config, "ABCDEF00");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::usage);
    EXPECT_THAT(answer.error().what, HasSubstr("begins several ids: abcdef00"));
    EXPECT_THAT(kinds("abcdef01"), ElementsAre("seen", "published"));
}

}  // namespace
}  // namespace newsbus::service
