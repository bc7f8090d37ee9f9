#include "bus/replay.h"

#include <gtest/gtest.h>

#include "message/frames.h"
#include "tests/support/memory_outbox.h"

namespace newsbus::bus {
namespace {

using namespace newsbus::test;

using namespace std::chrono_literals;

/// A replay with peers whose queues the test opens and closes.
struct Replaying : ReplayPeers {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    MemoryOutbox outbox{log};
    Counters counters;
    std::map<std::string, std::vector<std::vector<std::string>>> received;
    std::map<std::string, std::size_t> limits;  // messages a peer still takes; not named: any number
    std::set<std::string> gone;
    std::vector<std::string> order;  // whose message each was
    SteadyTime now{};
    std::size_t queued = 0;  // bytes that wait in the queues
    int relieved = 0;
    std::vector<std::string> ended;
    Replay replay{outbox, *this, counters};

    zeromq::Sending room(const std::string& peer) override {
        if (gone.contains(peer)) return zeromq::Sending::gone;
        auto limited = limits.find(peer);
        return limited != limits.end() && limited->second == 0 ? zeromq::Sending::full : zeromq::Sending::sent;
    }
    zeromq::Sending send(const std::string& peer, std::initializer_list<std::string_view> frames) override {
        if (zeromq::Sending state = room(peer); state != zeromq::Sending::sent) return state;
        if (auto limited = limits.find(peer); limited != limits.end()) --limited->second;
        return insist(peer, frames);
    }
    zeromq::Sending insist(const std::string& peer, std::initializer_list<std::string_view> frames) override {
        received[peer].emplace_back(frames.begin(), frames.end());
        order.push_back(peer);
        return zeromq::Sending::sent;
    }
    std::size_t bytes() const override { return queued; }
    void disconnect(const std::string& peer) override { ended.push_back(peer); }
    void relieve() override { ++relieved; }

    void append(int count, const std::string& topic = "article/published/en/a/", std::size_t bytes = 2) {
        for (int i = 0; i < count; ++i) log->append(topic, std::string(bytes, 'x'));
    }
    void ask(const std::string& peer, const std::string& request) {
        std::vector<std::string> frames{request};
        replay.accept(peer, frames, now);
    }
    void run() {
        while (replay.step(now)) continue;
    }
    message::ReplayEnd end(const std::string& peer) {
        return std::get<message::ReplayEnd>(*message::parse_answer(received[peer].back()[0]));
    }
    message::ReplayRefusal refusal(const std::string& peer) {
        return std::get<message::ReplayRefusal>(*message::parse_answer(received[peer].back()[0]));
    }
    std::vector<Seq> numbers(const std::string& peer) {
        std::vector<Seq> all;
        for (const auto& frames : received[peer])
            if (frames.size() == 4) all.push_back(message::position(frames[2])->seq);
        return all;
    }
};

TEST(Replay, AnswersWithTheVeryFramesOfLivePublishing) {
    Replaying replaying;
    replaying.append(3);
    replaying.ask("p", R"({"request":"r1","after":"1"})");
    replaying.run();
    ASSERT_EQ(replaying.received["p"].size(), 3u);
    message::Frames second = message::frames(replaying.log->entries[1]);
    EXPECT_EQ(replaying.received["p"][0], (std::vector<std::string>{"r1", second.topic, second.header, second.body}));
    EXPECT_EQ(replaying.end("p"), (message::ReplayEnd{"r1", 3, 1, 3, 2, false, "first"}));
}

TEST(Replay, PagesByCount) {
    Replaying replaying;
    replaying.append(250);
    Seq after = 0;
    std::vector<std::size_t> counts;
    for (bool more = true; more;) {
        replaying.ask("p", R"({"request":"r","limit":100,"after":")" + message::wire_seq(after) + "\"}");
        replaying.run();
        after = replaying.end("p").next;
        more = replaying.end("p").more;
        counts.push_back(replaying.end("p").count);
    }
    EXPECT_EQ(counts, (std::vector<std::size_t>{100, 100, 50}));
    EXPECT_EQ(replaying.numbers("p").size(), 250u);
    EXPECT_TRUE(std::ranges::is_sorted(replaying.numbers("p")));
}

TEST(Replay, PagesByFourMebibytes) {
    Replaying replaying;
    replaying.append(60, "t/", 100'000);
    replaying.ask("p", R"({"request":"r"})");
    replaying.run();
    EXPECT_EQ(replaying.end("p").count, 42u) << "whole messages: the last one may pass the mark";
    EXPECT_TRUE(replaying.end("p").more);
}

TEST(Replay, ASingleMessageLargerThanAPageStillGoesOut) {
    Replaying replaying;
    replaying.append(2, "t/", 5 << 20);
    replaying.ask("p", R"({"request":"r"})");
    replaying.run();
    EXPECT_EQ(replaying.end("p"), (message::ReplayEnd{"r", 1, 1, 2, 1, true, "first"}));
}

TEST(Replay, FiltersByTopicAndStillSaysHowFarItLooked) {
    Replaying replaying;
    replaying.append(5, "article/published/en/a/");
    replaying.append(1, "article/published/de/b/");
    replaying.append(9'000, "article/published/en/a/");
    replaying.ask("p", R"({"request":"r","topics":["article/published/de/","source/"]})");
    replaying.run();
    EXPECT_EQ(replaying.numbers("p"), (std::vector<Seq>{6}));
    EXPECT_EQ(replaying.end("p"), (message::ReplayEnd{"r", 9006, 1, 9006, 1, false, "first"}));
}

TEST(Replay, HoldsUntilAndSince) {
    Replaying replaying;
    replaying.append(100);
    std::string since = format_rfc3339(replaying.log->entries[39].time);
    replaying.ask("p", R"({"request":"r","until":"42","since":")" + since + "\"}");
    replaying.run();
    EXPECT_EQ(replaying.numbers("p"), (std::vector<Seq>{40, 41, 42}));
    EXPECT_EQ(replaying.end("p"), (message::ReplayEnd{"r", 42, 1, 100, 3, false, "first"}));
}

TEST(Replay, WhatWasTrimmedIsAnsweredWithTheFirstOneKept) {
    Replaying replaying;
    replaying.append(10);
    replaying.log->trim(6);
    replaying.ask("p", R"({"request":"r","after":"2"})");
    replaying.run();
    EXPECT_EQ(replaying.numbers("p"), (std::vector<Seq>{7, 8, 9, 10}));
    EXPECT_EQ(replaying.end("p").oldest, 7u);
}

TEST(Replay, AnEmptyLogAndAPositionBeyondItsEndAreAnswered) {
    Replaying replaying;
    replaying.ask("p", R"({"request":"r"})");
    replaying.run();
    EXPECT_EQ(replaying.end("p"), (message::ReplayEnd{"r", 0, 0, 0, 0, false, "first"}));
    replaying.append(2);
    replaying.ask("p", R"({"request":"r","after":"900"})");
    replaying.run();
    EXPECT_EQ(replaying.end("p"), (message::ReplayEnd{"r", 2, 1, 2, 0, false, "first"}))
        << "or the peer would wait for 900 and miss what comes";
}

TEST(Replay, BadRequestsAreAnsweredAndCounted) {
    Replaying replaying;
    replaying.ask("p", "nonsense");
    EXPECT_EQ(replaying.refusal("p").name, "");
    replaying.ask("p", R"({"request":"r","limit":0})");
    EXPECT_EQ(replaying.refusal("p").name, "r");
    std::vector<std::string> two{"", R"({"request":"r"})"};
    replaying.replay.accept("p", two, replaying.now);
    EXPECT_EQ(replaying.refusal("p").name, "");
    replaying.replay.accept("p", {}, replaying.now);
    EXPECT_EQ(replaying.received["p"].size(), 4u);
    EXPECT_EQ(replaying.counters.value("newsbus_replay_errors_total"), 4);
    EXPECT_FALSE(replaying.replay.due());
}

TEST(Replay, RefusesMoreThanAFewInFlightFromOnePeer) {
    Replaying replaying;
    for (int i = 1; i <= 5; ++i) replaying.ask("p", R"({"request":"r)" + std::to_string(i) + "\"}");
    EXPECT_EQ(replaying.refusal("p").name, "r5");
    replaying.ask("q", R"({"request":"other"})");
    replaying.run();
    EXPECT_EQ(replaying.end("p").name, "r4");
    EXPECT_EQ(replaying.end("q").name, "other");
}

TEST(Replay, ServesPeersInTurn) {
    Replaying replaying;
    replaying.append(500);
    replaying.ask("a", R"({"request":"r"})");
    replaying.ask("b", R"({"request":"r"})");
    replaying.run();
    auto first_b = std::ranges::find(replaying.order, "b") - replaying.order.begin();
    EXPECT_LE(first_b, 64);
    EXPECT_EQ(replaying.numbers("a").size(), 500u);
    EXPECT_EQ(replaying.numbers("b").size(), 500u);
}

TEST(Replay, APeerThatDoesNotReadHoldsNobodyUpAndGetsTheRestWhenItReads) {
    Replaying replaying;
    replaying.append(200);
    replaying.limits["slow"] = 10;
    replaying.ask("slow", R"({"request":"r"})");
    replaying.ask("swift", R"({"request":"r"})");
    replaying.run();
    EXPECT_EQ(replaying.numbers("swift").size(), 200u);
    EXPECT_EQ(replaying.numbers("slow").size(), 10u);
    ASSERT_TRUE(replaying.replay.due());
    EXPECT_GT(*replaying.replay.due(), replaying.now);

    replaying.limits.erase("slow");
    replaying.now = *replaying.replay.due();
    replaying.run();
    EXPECT_EQ(replaying.numbers("slow").size(), 200u);
    EXPECT_TRUE(std::ranges::is_sorted(replaying.numbers("slow")));
    EXPECT_FALSE(replaying.replay.due());
}

TEST(Replay, GivesUpAPeerThatNeverReads) {
    Replaying replaying;
    replaying.append(200);
    replaying.limits["dead"] = 0;
    replaying.ask("dead", R"({"request":"r"})");
    for (int i = 0; i < 10'000 && replaying.replay.due(); ++i) {
        replaying.now = *replaying.replay.due();
        replaying.run();
    }
    EXPECT_FALSE(replaying.replay.due());
    EXPECT_EQ(replaying.ended, std::vector<std::string>{"dead"});
    EXPECT_EQ(replaying.counters.value("newsbus_replay_errors_total"), 1);
}

TEST(Replay, ForgetsAPeerThatLeft) {
    Replaying replaying;
    replaying.append(200);
    replaying.ask("p", R"({"request":"r"})");
    replaying.gone.insert("p");
    replaying.run();
    EXPECT_FALSE(replaying.replay.due());
}

TEST(Replay, ARefusalIsSentWhateverWaits) {
    Replaying replaying;
    replaying.append(5);
    replaying.limits["p"] = 2;
    replaying.ask("p", R"({"request":"r1"})");
    replaying.run();
    for (int i = 0; i < 200; ++i) replaying.ask("p", "nonsense");
    EXPECT_EQ(replaying.received["p"].size(), 202u);
    EXPECT_EQ(replaying.refusal("p").name, "");
}

TEST(Replay, WhatIsOverABoundIsRefusedAsBusyAndWhatIsWrongIsNot) {
    Replaying replaying;
    replaying.ask("p", R"({"request":"r","limit":0})");
    EXPECT_EQ(replaying.refusal("p").code, "");
    for (int i = 1; i <= 5; ++i) replaying.ask("p", R"({"request":"r"})");
    EXPECT_EQ(replaying.refusal("p").code, "busy");
    for (int i = 0; i < 256; ++i) replaying.ask("peer " + std::to_string(i), R"({"request":"r"})");
    EXPECT_EQ(replaying.refusal("peer 255").code, "busy") << "255 others replay, and this is one more";
    EXPECT_FALSE(replaying.received.contains("peer 254"));
}

TEST(Replay, TheRequestsOfAllTogetherAreBounded) {
    Replaying replaying;
    std::string topics = "\"" + std::string(60'000, 'x') + "\"";
    std::size_t refused = 0;
    for (int i = 0; i < 200; ++i) {
        std::string peer = std::to_string(i);
        replaying.ask(peer, R"({"request":"r","topics":[)" + topics + "]}");
        refused += replaying.received.contains(peer);
    }
    EXPECT_LE(replaying.replay.bytes(), 4u << 20);
    EXPECT_GT(refused, 100u);
    replaying.run();
    EXPECT_EQ(replaying.replay.bytes(), 0u) << "all are answered";
}

TEST(Replay, ReadsNoMoreThanItsBudgetForPeersThatTakeNothing) {
    Replaying replaying;
    replaying.append(40, "t/", 1 << 20);
    for (int i = 0; i < 250; ++i) {
        replaying.limits[std::to_string(i)] = 0;
        replaying.ask(std::to_string(i), R"({"request":"r"})");
    }
    replaying.run();
    EXPECT_EQ(replaying.replay.bytes(), 250 * std::string_view(R"({"request":"r"})").size()) << "nobody has room";
    for (auto& [peer, limit] : replaying.limits) limit = 1;
    replaying.now = *replaying.replay.due() + 1s;
    replaying.run();
    EXPECT_LE(replaying.replay.bytes(), 25u << 20);
}

TEST(Replay, WaitsForMemoryAndAsksForItMeanwhile) {
    Replaying replaying;
    replaying.append(5);
    replaying.queued = 30 << 20;
    replaying.ask("p", R"({"request":"r"})");
    replaying.run();
    EXPECT_TRUE(replaying.received.empty());
    EXPECT_EQ(replaying.relieved, 1);
    for (int i = 0; i < 2'000; ++i) {  // longer than a peer that takes nothing is given
        replaying.now = *replaying.replay.due();
        replaying.run();
    }
    EXPECT_TRUE(replaying.ended.empty()) << "it is not this one that takes nothing";
    replaying.queued = 0;
    replaying.now = *replaying.replay.due();
    replaying.run();
    EXPECT_EQ(replaying.end("p").count, 5u);
}

TEST(Replay, WhatWasReadForAPeerThatLeavesIsGivenBack) {
    Replaying replaying;
    replaying.append(200, "t/", 1000);
    replaying.limits["p"] = 1;
    replaying.ask("p", R"({"request":"r"})");
    replaying.run();
    EXPECT_GT(replaying.replay.bytes(), 10'000u);
    replaying.replay.forget("p");
    EXPECT_EQ(replaying.replay.bytes(), 0u);
    EXPECT_FALSE(replaying.replay.serves("p"));
    EXPECT_FALSE(replaying.replay.due());
}

TEST(Replay, AFailingLogIsSaidAndCounted) {
    Replaying replaying;
    replaying.append(5);
    replaying.log->broken = true;
    replaying.ask("p", R"({"request":"r1"})");
    replaying.run();
    EXPECT_EQ(replaying.refusal("p").name, "r1");
    EXPECT_NE(replaying.refusal("p").why.find("disk I/O error"), std::string::npos);
    EXPECT_EQ(replaying.counters.value("newsbus_replay_errors_total"), 1);
}

}  // namespace
}  // namespace newsbus::bus
