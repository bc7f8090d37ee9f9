// What hubs send and say, in the loop (ingest/websub.cpp).
#include "ingest/ingest.h"

#include "fakes.h"
#include "loop.h"
#include "scripted_source.h"

#include <gmock/gmock.h>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Job job_of(std::int64_t id, JobKind kind) {
    Job job;
    job.id = id;
    job.kind = kind;
    job.source = "example";
    job.url = job.state.url = "https://example.org/feed";
    job.host = "example.org";
    job.due = TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23));
    job.state.polls = 1;
    job.state.health = Health::ok;
    job.state.push.stage = PushStage::wanted;
    job.state.push.hub = "https://hub.example/";
    job.state.push.topic = "https://example.org/feed.xml";
    job.state.push.token = "0123456789abcdef0123456789abcdef";
    return job;
}

Response sent() {
    Response response;
    response.status = 200;
    response.body = "<rss/>";
    response.url = Url::parse("https://example.org/feed.xml").value();
    return response;
}

struct PushLoop : Loop {
    PushLoop() {
        limits.host_pause = 0s;
        limits.callback_url = "https://me.example/";
        tasks.spawn("recorder", recorder.run());
        auto source = std::make_unique<ScriptedSource>();
        Article& article = source->harvest.articles.emplace_back();
        article.identifier = "urn:ferry";
        article.headline = "Ferry late";
        auto made = std::make_shared<Installed>();
        made->source = std::move(source);
        ingest.apply({{"example", std::move(made)}}, limits);
        visiting.spawn("ingest", ingest.run());
    }
    ~PushLoop() override {
        if (visiting.size()) stop();
        recorder.stop();
        finish();
    }
    void settled(std::size_t count) {
        until([&] { return reports.size() == count; }, "settled visits");
    }
    void stop() {
        visiting.cancel();
        until([this] { return visiting.size() == 0; }, "the end of the loop");
    }
    std::int64_t pushes(const char* result) { return counters.value("newsbus_pushes_total", Label{"result", result}); }

    FixedClock clock;
    asio::thread_pool cpu{1};
    FakeClient client{io.get_executor()};
    http::Options limits;
    std::vector<VisitReport> reports;
    std::vector<store::Subscription> told;
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
                   [this](store::Subscription subscription) { told.push_back(std::move(subscription)); }}};
    TaskGroup visiting{io.get_executor()};
};

TEST_F(PushLoop, ReadsAPushInThePlaceOfAPoll) {
    store.give_later(job_of(1, JobKind::poll));
    ingest.push("example", sent());
    settled(1);
    EXPECT_TRUE(reports[0].pushed);
    EXPECT_EQ(client.fetches, 0);
    const Outcome outcome = store.commits().at(0).at(0);
    EXPECT_TRUE(outcome.pushed);
    EXPECT_EQ(outcome.due, job_of(1, JobKind::poll).due);
    EXPECT_THAT(outcome.entries, SizeIs(1));
    EXPECT_EQ(pushes("changed"), 1);
    EXPECT_EQ(counters.value("newsbus_polls_total", Label{"result", "changed"}), 0);
    EXPECT_EQ(counters.value("newsbus_visits_in_flight"), 0);
    EXPECT_THAT(store.released(), IsEmpty());
}

TEST_F(PushLoop, APushWaitsForThePollThatIsUnderWay) {
    client.hangs = true;
    Job due = job_of(1, JobKind::poll);
    store.give(due);
    ingest.wake();
    until([this] { return client.hanging != nullptr; }, "a poll under way");
    ingest.push("example", sent());
    until([this] { return store.asked_for_polls() > 0; }, "a push that found no poll");
    store.give_later(job_of(1, JobKind::poll));  // what the poll's end makes of the job
    client.answer();
    settled(2);
    EXPECT_FALSE(reports[0].pushed);
    EXPECT_TRUE(reports[1].pushed);
}

TEST_F(PushLoop, OnePushMayWaitBehindAnotherAndForMoreThePollIsMadeDue) {
    store.close_gate();
    for (int i = 0; i < 2; ++i) store.give_later(job_of(1, JobKind::poll));
    ingest.push("example", sent());
    until([this] { return store.waiting() == 1; }, "the first one at its commit");
    ingest.push("example", sent());
    ingest.push("example", sent());
    until([this] { return pushes("deferred") == 1; }, "the third one");
    store.open_gate();
    settled(2);
    EXPECT_EQ(pushes("changed"), 2);
    until([this] { return store.wishes().size() == 1; }, "the poll made due");
    EXPECT_THAT(store.wishes()[0].names, ElementsAre("example"));
}

TEST_F(PushLoop, APushThatCannotBeReadWhenTheDaemonStopsIsPolledFor) {
    ingest.push("example", sent());  // there is no poll to be had
    until([this] { return store.asked_for_polls() > 0; }, "a push that waits");
    stop();
    EXPECT_THAT(store.commits(), IsEmpty());
    EXPECT_THAT(store.wishes(), SizeIs(1));
}

TEST_F(PushLoop, KnowsNothingOfOtherSources) {
    ingest.push("elsewhere", sent());
    EXPECT_EQ(store.asked_for_polls(), 0);
}

TEST_F(PushLoop, TellsTheCallbackBeforeTheHubIsAsked) {
    client.hangs = true;
    store.give(job_of(2, JobKind::lease));
    ingest.wake();
    until([this] { return client.hanging != nullptr; }, "a hub being asked");
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].source, "example");
    EXPECT_EQ(told[0].push.token, "0123456789abcdef0123456789abcdef");
    client.answer();
    settled(1);
    EXPECT_EQ(reports[0].kind, JobKind::lease);
    const Outcome outcome = store.commits().at(0).at(0);
    ASSERT_TRUE(outcome.lease);
    EXPECT_EQ(outcome.lease->callback, "https://me.example/");
    EXPECT_EQ(outcome.lease->why, "");
    EXPECT_FALSE(outcome.state);
}

TEST_F(PushLoop, AsksTheHubOfASourceThatIsNotThereAnyMore) {
    Job job = job_of(2, JobKind::lease);
    job.source = "gone";
    job.state.push.stage = PushStage::ending;
    job.state.push.callback = "https://me.example/";
    job.state.push.failures = 2;
    store.give(job);
    ingest.wake();
    settled(1);
    EXPECT_EQ(client.fetches, 1);
    EXPECT_TRUE(store.commits().at(0).at(0).lease->over);
    ASSERT_THAT(told, SizeIs(2));
    EXPECT_EQ(told[1].push.stage, PushStage::none);
}

TEST_F(PushLoop, RemembersWhatAHubSays) {
    using Mode = source::Verification::Mode;
    source::Verification said;
    said.mode = Mode::subscribe;
    said.lease = 300s;
    ingest.hear("example", "t", said);
    until([this] { return store.words().size() == 1; }, "a confirmation");
    said.mode = Mode::denied;
    said.reason = "no t0ken here";
    ingest.hear("example", "t0ken", said);
    until([this] { return store.words().size() == 2; }, "a denial");
    said.mode = Mode::unsubscribe;
    ingest.hear("example", "t", said);
    until([this] { return told.size() == 1; }, "an end");
    const std::vector<ledger::HubWord> words = store.words();
    EXPECT_EQ(words[0].kind, ledger::HubWord::Kind::confirmed);
    EXPECT_EQ(words[0].lease, Duration(300s));
    EXPECT_GE(words[0].pause, Duration(170s));
    EXPECT_LE(words[0].pause, Duration(200s));
    EXPECT_EQ(words[1].kind, ledger::HubWord::Kind::denied);
    EXPECT_EQ(words[1].reason, "no ... here");
    EXPECT_GE(words[1].pause, Duration(24h));
    EXPECT_EQ(words[2].kind, ledger::HubWord::Kind::ended);
}

}  // namespace
}  // namespace newsbus::ingest
