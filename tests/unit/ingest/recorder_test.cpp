#include "ingest/recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop.h"

namespace newsbus::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Outcome outcome(std::int64_t job) {
    Outcome made;
    made.job = job;
    made.source = "example";
    return made;
}

std::vector<std::int64_t> jobs(const std::vector<Outcome>& outcomes) {
    std::vector<std::int64_t> numbers;
    for (const Outcome& one : outcomes) numbers.push_back(one.job);
    return numbers;
}

struct RecorderTest : Loop {
    using Answer = std::optional<Result<Receipt>>;

    asio::awaitable<void> ask(Outcome what, Answer& answer) {
        answer.emplace(co_await recorder.commit(std::move(what)));
    }

    void commit(Outcome what, Answer& answer) { tasks.spawn("commit", ask(std::move(what), answer)); }
    void start() { tasks.spawn("recorder", recorder.run()); }
    void at_the_gate() {
        until([this] { return store.waiting() == 1; }, "a commit at the gate");
    }
    void answered(const Answer& answer) {
        until([&answer] { return answer.has_value(); }, "an answer");
    }
};

TEST_F(RecorderTest, AStoreThatRefusesEveryOutcomeWithEntriesIsInTroubleUntilItTakesOne) {
    start();
    auto settle = [this](std::int64_t job, bool has_entries) {
        Outcome what = outcome(job);
        if (has_entries) what.entries.emplace_back();
        Answer answer;
        commit(std::move(what), answer);
        answered(answer);
    };
    for (std::int64_t job = 1; job <= 5; ++job) {
        EXPECT_FALSE(recorder.refusal());
        store.refuse(job);
        settle(job, true);
        settle(job, false);  // recorded in its place
    }
    ASSERT_TRUE(recorder.refusal());
    EXPECT_EQ(recorder.refusal()->code, Errc::syntax);
    settle(6, true);
    EXPECT_FALSE(recorder.refusal());
    recorder.stop();
    finish();
}

TEST_F(RecorderTest, CommitsAllThatWaitsInOneTransaction) {
    Answer answers[4];
    start();
    store.close_gate();
    commit(outcome(1), answers[0]);
    at_the_gate();
    for (std::int64_t job = 2; job <= 4; ++job) commit(outcome(job), answers[job - 1]);
    io.poll();
    EXPECT_FALSE(answers[0]);
    store.open_gate();
    for (const Answer& answer : answers) answered(answer);
    ASSERT_THAT(store.commits(), SizeIs(2));
    EXPECT_THAT(jobs(store.commits()[0]), ElementsAre(1));
    EXPECT_THAT(jobs(store.commits()[1]), ElementsAre(2, 3, 4));
    recorder.stop();
    finish();
}

TEST_F(RecorderTest, CommitsNoMoreAtOnceThanItsPaceAllows) {
    Answer answers[4];
    start();
    store.close_gate();
    commit(outcome(1), answers[0]);
    at_the_gate();
    for (std::int64_t job = 2; job <= 4; ++job) {
        Outcome large = outcome(job);
        large.entries.resize(recorder.slice() * 3 / 5);
        commit(std::move(large), answers[job - 1]);
    }
    io.poll();
    store.open_gate();
    for (const Answer& answer : answers) answered(answer);
    ASSERT_GE(store.commits().size(), 3u);
    EXPECT_THAT(jobs(store.commits()[1]), ElementsAre(2)) << "first come, first served";
    EXPECT_THAT(jobs(store.commits()[2]).front(), 3);
    recorder.stop();
    finish();
}

TEST_F(RecorderTest, GivesEveryOutcomeItsOwnAnswer) {
    Answer good, refused, obsolete;
    store.refuse(2);
    store.make_obsolete(3);
    Outcome second = outcome(2), first = outcome(1);
    first.entries.emplace_back();
    second.entries.emplace_back();
    commit(first, good);
    commit(second, refused);
    commit(outcome(3), obsolete);
    start();
    answered(obsolete);
    EXPECT_THAT(store.commits(), SizeIs(1));
    EXPECT_EQ(good->value().published, 1);
    EXPECT_EQ(refused->error().code, Errc::syntax);
    EXPECT_TRUE(obsolete->value().obsolete);
    EXPECT_FALSE(recorder.trouble()) << "one outcome's fault is not the store's";
    recorder.stop();
    finish();
}

TEST_F(RecorderTest, WaitsForAStoreThatFailsAndLosesNothing) {
    Answer first, second;
    store.fail(3);
    store.close_gate();
    start();
    commit(outcome(1), first);
    at_the_gate();
    commit(outcome(2), second);
    io.poll();
    store.open_gate();
    until([this] { return recorder.trouble().has_value(); }, "trouble");
    EXPECT_EQ(recorder.trouble()->what, "disk full");
    answered(first);
    answered(second);
    EXPECT_TRUE(*first);
    EXPECT_FALSE(recorder.trouble());
    ASSERT_THAT(store.commits(), SizeIs(4));
    EXPECT_THAT(jobs(store.commits()[1]), ElementsAre(1, 2)) << "what failed stays in front";
    EXPECT_EQ(store.commits()[3][0].source, "example") << "and is whole";
    EXPECT_EQ(counters.value("newsbus_commit_failures_total"), 3);
    EXPECT_EQ(counters.value("newsbus_commits_total"), 1);
    EXPECT_EQ(counters.value("newsbus_outcomes_total"), 2);
    recorder.stop();
    finish();
}

TEST_F(RecorderTest, StoresWhatWaitsBeforeItStops) {
    Answer first, second;
    store.close_gate();
    start();
    commit(outcome(1), first);
    at_the_gate();
    commit(outcome(2), second);
    io.poll();
    recorder.stop();
    store.open_gate();
    finish();
    EXPECT_TRUE(first && *first);
    EXPECT_TRUE(second && *second);
}

TEST_F(RecorderTest, TriesAFailingStoreOnceMoreWhenItStopsThenGivesUp) {
    Answer answer;
    store.fail(1'000'000);
    start();
    commit(outcome(1), answer);
    until([this] { return recorder.trouble().has_value(); }, "trouble");
    std::size_t before = store.commits().size();
    recorder.stop();
    finish();
    ASSERT_TRUE(answer && !*answer);
    EXPECT_EQ(answer->error().code, Errc::cancelled);
    EXPECT_LE(store.commits().size(), before + 1);
}

TEST_F(RecorderTest, StoresWithItsLastAttemptWhatTheStoreTakesAgain) {
    Answer answer;
    store.fail(1);
    start();
    commit(outcome(1), answer);
    until([this] { return recorder.trouble().has_value(); }, "trouble");
    recorder.stop();
    finish();
    EXPECT_TRUE(answer && *answer);
}

TEST_F(RecorderTest, TellsOfCommitsThatAppendedMessagesAndOfNoOthers) {
    Answer silent, loud;
    store.append_for(2);
    start();
    commit(outcome(1), silent);
    answered(silent);
    EXPECT_EQ(appended, 0);
    commit(outcome(2), loud);
    answered(loud);
    EXPECT_EQ(appended, 1);
    recorder.stop();
    finish();
}

TEST_F(RecorderTest, EndsAtOnceWhenNothingWaits) {
    start();
    io.poll();
    recorder.stop();
    finish();
    EXPECT_THAT(store.commits(), IsEmpty());
}

}  // namespace
}  // namespace newsbus::ingest
