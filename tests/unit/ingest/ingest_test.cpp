#include "ingest/ingest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes.h"
#include "loop.h"
#include "scripted_source.h"
#include "source/robots_memory.h"

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Job poll(std::int64_t id, std::string host = "example.org") {
    Job job;
    job.id = id;
    job.source = "example";
    job.url = job.state.url = "https://" + host + "/feed";
    job.host = std::move(host);
    job.state.polls = 1;
    job.state.health = Health::ok;
    return job;
}

Harvest one_article() {
    Harvest harvest;
    Article& article = harvest.articles.emplace_back();
    article.identifier = "urn:ferry";
    article.headline = "Ferry late";
    return harvest;
}

std::shared_ptr<Installed> installed(Harvest harvest = one_article()) {
    auto source = std::make_unique<ScriptedSource>();
    source->harvest = std::move(harvest);
    auto made = std::make_shared<Installed>();
    made->source = std::move(source);
    return made;
}

struct IngestTest : Loop {
    IngestTest() {
        limits.host_pause = 0s;
        tasks.spawn("recorder", recorder.run());
    }
    ~IngestTest() override {
        if (visiting.size()) stop();
        recorder.stop();
        finish();
    }

    std::shared_ptr<plugins::Link> link(std::unique_ptr<plugins::Plugin> plugin) {
        return std::make_shared<plugins::Link>("mine", std::move(plugin), plugins::OnError::keep, counters);
    }
    /// The installation of one source, whose chain has this plugin.
    Installation with(std::unique_ptr<plugins::Plugin> plugin) {
        auto made = installed();
        bool waits = plugin->waits();
        made->chain.stages.push_back({waits, {link(std::move(plugin))}});
        return {{"example", std::move(made)}};
    }
    void start(Installation installation) {
        ingest.apply(std::move(installation), limits);
        visiting.spawn("ingest", ingest.run());
    }
    void give(Job job) {
        store.give(std::move(job));
        ingest.wake();
    }
    void settled(std::size_t count) {
        until([&] { return reports.size() == count; }, "settled visits");
    }
    void stop() {
        visiting.cancel();
        until([this] { return visiting.size() == 0; }, "the end of the loop");
    }

    FixedClock clock;
    asio::thread_pool cpu{1};
    FakeClient client{io.get_executor()};
    http::Options limits;
    std::vector<VisitReport> reports;
    Traffic traffic{clock};
    Ingest ingest{{io.get_executor(),
                   cpu.get_executor(),
                   store_thread.get_executor(),
                   store,
                   recorder,
                   client,
                   clock,
                   SteadyClock::machine(),
                   counters,
                   [this](const VisitReport& report) { reports.push_back(report); },
                   1,
                   nullptr,
                   {},
                   {},
                   &traffic}};
    TaskGroup visiting{io.get_executor()};
};

/// The installation of a source that obeys robots.txt.
Installation obeying() {
    source::Options options;
    options.kind = source::Kind::listing;
    auto made = std::make_shared<Installed>();
    made->source = std::make_unique<ScriptedSource>(options);
    return {{"example", std::move(made)}};
}

/// A poll whose origin has that robots.txt, read a moment ago.
Job poll_by(std::string_view robots, std::int64_t id) {
    Job job = poll(id);
    job.robots = source::RobotsMemory{FixedClock().now(), source::read_robots(robots), 0, "", {}, {}}.str();
    return job;
}

TEST_F(IngestTest, PutsAVisitBackUntilItsRobotsTxtIsKnown) {
    start(obeying());
    give(poll(1));
    until([this] { return store.commits().size() == 1; }, "the commit");
    const Outcome outcome = store.commits()[0].at(0);
    EXPECT_TRUE(outcome.wants_robots);
    EXPECT_EQ(outcome.due, clock.now());
    EXPECT_FALSE(outcome.state);
    EXPECT_EQ(client.fetches, 0);
    give(poll_by("User-agent: *\nDisallow: /other\n", 2));
    settled(1);  // and the visit before it is told to nobody
    EXPECT_EQ(client.fetches, 1);
    EXPECT_FALSE(store.commits()[1].at(0).wants_robots);
}

TEST_F(IngestTest, FetchesNothingThatRobotsTxtForbids) {
    limits.host_pause = 1h;  // which nobody has to wait for then
    start(obeying());
    give(poll_by("User-agent: *\nDisallow: /feed\n", 1));
    give(poll_by("User-agent: *\nDisallow: /feed\n", 2));
    settled(2);
    EXPECT_EQ(client.fetches, 0);
    EXPECT_THAT(reports[0].why, HasSubstr("disallows /feed"));
    EXPECT_EQ(reports[0].health, Health::blocked);
}

TEST_F(IngestTest, FetchesWhatIsDueAndCommitsWhatItBrought) {
    start({{"example", installed()}});
    give(poll(1));
    settled(1);
    ASSERT_THAT(store.commits(), SizeIs(1));
    const Outcome outcome = store.commits()[0].at(0);
    EXPECT_EQ(outcome.job, 1);
    ASSERT_THAT(outcome.entries, SizeIs(1));
    EXPECT_EQ(outcome.entries[0].article.headline, "Ferry late");
    EXPECT_EQ(reports[0].status, 200);
    EXPECT_EQ(reports[0].fresh, 1);
    EXPECT_EQ(counters.value("newsbus_visits_in_flight"), 0);
    EXPECT_THAT(store.released(), IsEmpty());
}

TEST_F(IngestTest, CountsWhatItAskedOfAHost) {
    start({{"example", installed()}});
    give(poll(1));
    settled(1);
    client.status = 404;
    give(poll(2, "other.example"));
    give(poll(3));
    settled(3);
    std::map<std::string, TrafficCounts> counts;
    for (HostTraffic& row : traffic.take()) counts[row.host] = row.counts;
    EXPECT_EQ(counts, (std::map<std::string, TrafficCounts>{{"example.org", {2, 0, 1, 0, 0}},
                                                            {"other.example", {1, 0, 1, 0, 0}}}));
}

TEST_F(IngestTest, AFetchThatFoundNoRoomIsAskedForAgainAndNoFailure) {
    client.crowded = 2;
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return store.released().size() == 1; }, "the first one put back");
    EXPECT_THAT(reports, IsEmpty());
    give(poll(1));
    until([this] { return store.released().size() == 2; }, "the second one put back");
    give(poll(1));
    settled(1);
    EXPECT_EQ(reports[0].health, Health::ok);
    EXPECT_EQ(client.fetches, 3);
}

TEST_F(IngestTest, HoldsRoomForWhatWasReadAndNoLongerForTheBody) {
    client.body = std::string(512 << 10, 'x');
    auto state = std::make_shared<Hung::State>();
    start(with(std::make_unique<Hung>(state)));
    give(poll(1));
    until([&state] { return state->entered.load(); }, "an article in the plugin");
    const std::int64_t held = counters.value("newsbus_read_room_bytes");
    EXPECT_GT(held, 0);
    EXPECT_LT(held, 512 << 10);
    state->end();
    settled(1);
    EXPECT_EQ(counters.value("newsbus_read_room_bytes"), 0);
}

TEST_F(IngestTest, ClaimsNoMoreThanItHasConnections) {
    client.hangs = true;
    limits.max_connections = 2;
    for (const char* host : {"a.example", "b.example", "c.example"}) store.give(poll(host[0], host));
    start({{"example", installed()}});
    until([this] { return client.fetches == 2; }, "two fetches");
    ingest.wake();
    for (auto turns = ingest.turns(); ingest.turns() < turns + 3;) {
        ingest.wake();
        io.run_one();
    }
    EXPECT_EQ(client.fetches, 2);
    EXPECT_EQ(store.limits().front(), 2u);
}

TEST_F(IngestTest, VisitsAHostOnceAtATime) {
    store.close_gate();
    start({{"example", installed()}});
    store.give(poll(1));
    client.hangs = true;
    give(poll(2));
    until([this] { return client.fetches == 1; }, "one fetch");
    for (auto turns = ingest.turns(); ingest.turns() < turns + 3;) {
        ingest.wake();
        io.run_one();
    }
    EXPECT_EQ(client.fetches, 1);
    store.open_gate();
}

TEST_F(IngestTest, LeavesAHostItsRestThoughItsJobWasClaimedBeforeTheRestBegan) {
    limits.max_per_host = 2;
    limits.host_pause = 24h;
    client.hangs = true;
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return client.fetches == 1; }, "a fetch");
    store.close_claims();
    give(poll(2));
    until([this] { return store.claiming(); }, "a claim");
    client.answer();
    until([this] { return client.hanging == nullptr; }, "an answer");
    store.open_claims();
    settled(1);
    auto commits_of = [this](std::int64_t job) {
        std::vector<Outcome> found;
        for (const auto& batch : store.commits())
            for (const Outcome& outcome : batch)
                if (outcome.job == job) found.push_back(outcome);
        return found;
    };
    until([&] { return !commits_of(2).empty(); }, "a second visit");
    EXPECT_EQ(client.fetches, 1);
    const Outcome put_off = commits_of(2).front();
    EXPECT_GT(*put_off.due, clock.now() + 23h);
    EXPECT_EQ(put_off.state, std::nullopt) << "nothing was learnt of the source";
    EXPECT_THAT(store.released(), IsEmpty());
}

TEST_F(IngestTest, WaitsAMomentForAHostWhoseJobWasClaimedBeforeItsPauseBegan) {
    limits.max_per_host = 2;
    limits.host_pause = 20s;
    client.hangs = true;
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return client.fetches == 1; }, "a fetch");
    store.close_claims();
    give(poll(2));
    until([this] { return store.claiming(); }, "a claim");
    client.answer();
    until([this] { return client.hanging == nullptr; }, "an answer");
    store.open_claims();
    settled(1);
    until([this] { return counters.value("newsbus_visits_in_flight") == 1; }, "a second visit");
    io.poll();
    EXPECT_EQ(client.fetches, 1);
    stop();
    EXPECT_THAT(store.released(), ElementsAre(2));
}

TEST_F(IngestTest, GivesBackWhatWasNotFetchedWhenItStops) {
    client.hangs = true;
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return client.fetches == 1; }, "a fetch");
    stop();
    EXPECT_THAT(store.released(), ElementsAre(1));
    EXPECT_THAT(store.commits(), IsEmpty());
    EXPECT_THAT(reports, IsEmpty());
}

TEST_F(IngestTest, CommitsWhatWasFetchedThoughItStopsMeanwhile) {
    store.close_gate();
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return store.waiting() == 1; }, "a commit");
    visiting.cancel();
    io.poll();
    store.open_gate();
    stop();
    EXPECT_THAT(store.commits(), SizeIs(1));
    EXPECT_THAT(reports, SizeIs(1));
    EXPECT_THAT(store.released(), IsEmpty());
}

TEST_F(IngestTest, GivesBackWhatAStoreThatFailsDidNotTakeWhenItStops) {
    store.fail(1'000'000);
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return recorder.trouble().has_value(); }, "trouble");
    visiting.cancel();
    recorder.stop();
    stop();
    EXPECT_THAT(store.released(), ElementsAre(1));
    EXPECT_THAT(reports, IsEmpty());
}

TEST_F(IngestTest, GivesBackTheJobOfASourceThatAReloadTookAway) {
    start({});
    give(poll(1));
    until([this] { return store.released().size() == 1; }, "a job given back");
    EXPECT_THAT(store.released(), ElementsAre(1));
    EXPECT_EQ(client.fetches, 0);
    EXPECT_THAT(store.commits(), IsEmpty());
    ingest.apply({{"example", installed()}}, limits);
    give(poll(1));
    settled(1);
}

TEST_F(IngestTest, LetsAVisitEndWithTheInstallationItBeganWith) {
    store.close_gate();
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return store.waiting() == 1; }, "a commit");
    ingest.apply({}, limits);
    store.open_gate();
    settled(1);
    EXPECT_EQ(reports[0].fresh, 1);
}

TEST_F(IngestTest, ClaimsNothingWhileTheStoreRefusesCommits) {
    store.fail(1'000'000);
    start({{"example", installed()}});
    give(poll(1));
    until([this] { return recorder.trouble().has_value(); }, "trouble");
    std::size_t claims = store.limits().size();
    store.give(poll(2, "b.example"));
    for (auto turns = ingest.turns(); ingest.turns() < turns + 3;) {
        ingest.wake();
        io.run_one();
    }
    EXPECT_LE(store.limits().size(), claims + 1) << "one may have been under way";
    store.fail(0);
    settled(2);
    EXPECT_THAT(store.released(), IsEmpty());
}

TEST_F(IngestTest, PutsAnOutcomeOffThatTheStoreRefuses) {
    store.refuse(1);
    start({{"example", installed()}});
    give(poll(1));
    settled(1);
    ASSERT_THAT(store.commits(), SizeIs(2));
    const Outcome second = store.commits()[1].at(0);
    EXPECT_EQ(second.job, 1);
    EXPECT_THAT(second.entries, IsEmpty());
    EXPECT_FALSE(second.state) << "validators and known entries stay: the next answer is looked at anew";
    EXPECT_EQ(second.due, clock.now() + 15min);
    EXPECT_EQ(reports[0].why, "the store refused what it caused: no place for it");
    EXPECT_EQ(reports[0].next, clock.now() + 15min);
}

TEST_F(IngestTest, SaysSoWhenNothingOfAVisitWasKept) {
    store.make_obsolete(1);
    start({{"example", installed()}});
    give(poll(1));
    settled(1);
    EXPECT_TRUE(reports[0].obsolete);
    EXPECT_THAT(reports[0].why, HasSubstr("changed meanwhile"));
}

TEST_F(IngestTest, RemembersWhatAPluginDropped) {
    start(with(std::make_unique<Dropping>()));
    give(poll(1));
    settled(1);
    const Outcome outcome = store.commits().at(0).at(0);
    ASSERT_THAT(outcome.entries, SizeIs(1));
    EXPECT_EQ(outcome.entries[0].intent, Intent::drop);
    EXPECT_EQ(outcome.entries[0].article.headline, "Ferry late");
    ASSERT_THAT(outcome.notes, SizeIs(1));
    EXPECT_EQ(outcome.notes[0].what, "dropped by mine");
}

TEST_F(IngestTest, AsksNoPluginAboutEntriesThatNobodyWillSee) {
    auto made = installed();
    made->chain.stages.push_back({false, {link(std::make_unique<Dropping>())}});
    source::Options options;
    options.backfill = 0;
    auto source = std::make_unique<ScriptedSource>(options);
    source->harvest = one_article();
    made->source = std::move(source);
    start({{"example", made}});
    Job first = poll(1);
    first.state.polls = 0;
    give(first);
    settled(1);
    EXPECT_EQ(store.commits().at(0).at(0).entries.at(0).intent, Intent::publish);
}

/// Two sources: "slow" has a plugin that hangs until the end, "example" has none.
struct SlowPluginTest : IngestTest {
    SlowPluginTest() {
        limits.max_connections = 1;
        Installation both = with(std::make_unique<Hung>(state));
        both.emplace("slow", both.at("example"));
        both.insert_or_assign("example", installed());
        start(std::move(both));
    }
    ~SlowPluginTest() override { state->end(); }

    void give_slow(std::int64_t id, std::string host) {
        Job job = poll(id, std::move(host));
        job.source = "slow";
        give(std::move(job));
    }
    void fill() {
        give_slow(1, "slow.example");
        until([this] { return state->entered.load(); }, "an article in the plugin");
    }

    std::shared_ptr<Hung::State> state = std::make_shared<Hung::State>();
};

TEST_F(SlowPluginTest, DelaysNoSourceThatDoesNotHaveIt) {
    fill();
    for (std::int64_t id = 2; id < 5; ++id) {
        give(poll(id, "h" + std::to_string(id) + ".example"));
        settled(static_cast<std::size_t>(id) - 1);
    }
    state->end();
    settled(4);
}

TEST_F(SlowPluginTest, LeavesTheRoomForLargeAnswersToOthers) {
    client.body = std::string(ReadRoom::large_body + 1, 'x');
    fill();
    give(poll(2));
    settled(1);
    EXPECT_EQ(reports[0].source, "example");
}

TEST_F(SlowPluginTest, KeepsItsPlaceAtTheHost) {
    fill();
    give_slow(2, "slow.example");
    give(poll(3));
    settled(1);
    EXPECT_EQ(client.fetches, 2) << "the first one and that of the other host";
}

TEST_F(SlowPluginTest, PutsBackWhatWouldOnlyWaitForItToo) {
    fill();
    give_slow(2, "another.example");
    until([this] { return store.released() == std::vector<std::int64_t>{2}; }, "the second one put back");
    EXPECT_EQ(client.fetches, 1);
    give(poll(3));
    settled(1);
}

TEST_F(IngestTest, StopsThoughAPluginHangs) {
    auto state = std::make_shared<Hung::State>();
    start(with(std::make_unique<Hung>(state)));
    give(poll(1));
    until([&] { return state->entered.load(); }, "the plugin");
    stop();
    EXPECT_THAT(store.released(), ElementsAre(1)) << "fetched again at the next start";
    EXPECT_THAT(store.commits(), IsEmpty());
    state->end();  // should it not have been interrupted: threads are joined
}

TEST_F(IngestTest, StopsThoughAPluginHangsThatAReloadReplaced) {
    auto state = std::make_shared<Hung::State>();
    start(with(std::make_unique<Hung>(state)));
    give(poll(1));
    until([&] { return state->entered.load(); }, "the plugin");
    for (int reload = 0; reload < 2; ++reload) ingest.apply({{"example", installed()}}, limits);
    io.poll();
    stop();
    EXPECT_THAT(store.released(), ElementsAre(1));
    EXPECT_THAT(store.commits(), IsEmpty());
    state->end();
}

TEST(WaitingPlugins, AreForgottenWhenNobodyHasThem) {
    Counters counters;
    WaitingPlugins known;
    auto state = std::make_shared<Hung::State>();
    plugins::Chain chain;
    auto add = [&](std::unique_ptr<plugins::Plugin> plugin) {
        bool waits = plugin->waits();
        chain.stages.push_back(
            {waits, {std::make_shared<plugins::Link>("mine", std::move(plugin), plugins::OnError::keep, counters)}});
    };
    add(std::make_unique<Hung>(state));
    add(std::make_unique<Dropping>());
    known.add(chain);
    known.add(chain);
    known.forget_gone();
    EXPECT_EQ(known.size(), 1u);
    chain = {};
    known.forget_gone();
    EXPECT_EQ(known.size(), 0u);
    known.interrupt();
    EXPECT_FALSE(state->interrupted);
}

TEST_F(IngestTest, AsksNoHostThatRestsSinceBeforeTheStart) {
    store.let_rest({"example.org", clock.now(), clock.now() + 1h, "another source answered 429"});
    start({{"example", installed()}});
    store.give(poll(1));
    give(poll(2, "other.example"));
    settled(1);
    EXPECT_EQ(store.commits().at(0).at(0).job, 2);
    EXPECT_EQ(client.fetches, 1);
}

TEST_F(IngestTest, LetsAHostRestAtOnceThatAsksForIt) {
    client.status = 429;
    client.headers = {{"retry-after", "3600"}};
    limits.max_per_host = 1;
    start({{"example", installed()}});
    store.give(poll(1));
    give(poll(2));
    settled(1);
    EXPECT_EQ(store.commits().at(0).at(0).rest->host, "example.org");
    client.status = 200;
    give(poll(3, "other.example"));
    settled(2);
    EXPECT_EQ(client.fetches, 2) << "the second poll of the host waits";
}

}  // namespace
}  // namespace newsbus::ingest
