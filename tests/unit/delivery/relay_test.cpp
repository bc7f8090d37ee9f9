#include "delivery/relay.h"

#include <gtest/gtest.h>

#include "tests/support/memory_outbox.h"

namespace newsbus::delivery {
namespace {

using namespace newsbus::test;

using namespace std::chrono_literals;

/// Keeps what it is sent; refuses from the message `refuse_at` on.
class KeepingSink final : public Sink {
public:
    std::string_view name() const override { return "keeping"; }
    Taken send(std::span<const OutboxEntry> batch) override {
        Taken taken;
        for (const OutboxEntry& entry : batch) {
            if (refuse_at != 0 && entry.seq >= refuse_at) {
                taken.trouble = Error{Errc::network, "sink is away"};
                break;
            }
            seen.push_back(entry.seq);
            ++taken.count;
        }
        return taken;
    }
    std::vector<Seq> seen;
    Seq refuse_at = 0;
};

struct Relaying {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    MemoryOutbox outbox{log};
    KeepingSink sink;
    Counters counters;
    std::vector<Seq> saved;
    Relay relay{outbox, sink, [this](Seq seq) { saved.push_back(seq); }, counters};
    SteadyTime now{};

    void append(int count) {
        for (int i = 0; i < count; ++i) log->append("t/");
    }
    void run() {
        while (relay.step(now)) continue;
    }
};

std::vector<Seq> numbers(Seq first, Seq last) {
    std::vector<Seq> all;
    for (Seq seq = first; seq <= last; ++seq) all.push_back(seq);
    return all;
}

TEST(Relay, SendsTheLogInOrderAndReportsEachBatch) {
    Relaying relaying;
    relaying.append(600);
    relaying.run();
    EXPECT_EQ(relaying.sink.seen, numbers(1, 600));
    EXPECT_EQ(relaying.saved, (std::vector<Seq>{256, 512, 600}));
    EXPECT_EQ(relaying.counters.value("newsbus_messages_sent_total"), 600);
    EXPECT_EQ(relaying.counters.value("newsbus_sent_sequence"), 600);
}

TEST(Relay, TakesFourMebibytesAtOnceOrOneLargerMessage) {
    Relaying relaying;
    for (int i = 0; i < 6; ++i) relaying.log->append("t/", std::string(1 << 20, 'x'));
    relaying.log->append("t/", std::string(5 << 20, 'x'));
    relaying.run();
    EXPECT_EQ(relaying.saved, (std::vector<Seq>{4, 6, 7}));
}

TEST(Relay, GoesOnFromTheStoredCursor) {
    Relaying relaying;
    relaying.append(10);
    relaying.log->cursor = 7;
    relaying.run();
    EXPECT_EQ(relaying.sink.seen, numbers(8, 10));
}

TEST(Relay, ShowsWhereItIsBeforeItSendsAnything) {
    Relaying relaying;
    relaying.append(3);
    relaying.log->cursor = 3;
    EXPECT_FALSE(relaying.relay.step(relaying.now));
    EXPECT_EQ(relaying.counters.value("newsbus_sent_sequence"), 3);
}

TEST(Relay, TellsThatThereMayBeMoreAfterOneMessageToo) {
    Relaying relaying;
    relaying.append(1);
    EXPECT_TRUE(relaying.relay.step(relaying.now));
    EXPECT_FALSE(relaying.relay.step(relaying.now));
}

TEST(Relay, RetriesAFailedReadAndSkipsNothing) {
    Relaying relaying;
    relaying.append(3);
    relaying.run();
    relaying.log->broken = true;
    relaying.append(3);
    EXPECT_FALSE(relaying.relay.step(relaying.now));
    ASSERT_TRUE(relaying.relay.retry_at());
    EXPECT_GT(*relaying.relay.retry_at(), relaying.now);

    relaying.log->broken = false;
    EXPECT_FALSE(relaying.relay.step(relaying.now)) << "before its time";
    EXPECT_EQ(relaying.sink.seen.size(), 3u);
    relaying.now = *relaying.relay.retry_at();
    relaying.run();
    EXPECT_EQ(relaying.sink.seen, numbers(1, 6));
    EXPECT_FALSE(relaying.relay.retry_at());
    EXPECT_EQ(relaying.counters.value("newsbus_relay_errors_total"), 1);
}

TEST(Relay, RetriesAFailedStartAtTheCursor) {
    Relaying relaying;
    relaying.append(3);
    relaying.log->cursor = 2;
    relaying.log->broken = true;
    EXPECT_FALSE(relaying.relay.step(relaying.now));
    relaying.log->broken = false;
    relaying.now = *relaying.relay.retry_at();
    relaying.run();
    EXPECT_EQ(relaying.sink.seen, numbers(3, 3));
}

TEST(Relay, OffersTheSameMessageAgainWhenTheSinkRefusedIt) {
    Relaying relaying;
    relaying.append(10);
    relaying.sink.refuse_at = 5;
    relaying.run();
    EXPECT_EQ(relaying.saved, (std::vector<Seq>{4}));
    relaying.sink.refuse_at = 0;
    relaying.now = *relaying.relay.retry_at();
    relaying.run();
    EXPECT_EQ(relaying.sink.seen, numbers(1, 10));
}

TEST(Relay, WaitsLongerAfterEachFailureUpToSeconds) {
    Relaying relaying;
    relaying.log->broken = true;
    auto wait_after_failure = [&] {
        relaying.relay.step(relaying.now);
        const auto wait = std::chrono::duration_cast<Duration>(*relaying.relay.retry_at() - relaying.now);
        relaying.now = *relaying.relay.retry_at();
        return wait;
    };
    for (Duration wait : {50ms, 100ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 5000ms, 5000ms})
        EXPECT_EQ(wait_after_failure(), wait);
    relaying.log->broken = false;
    relaying.run();
    relaying.log->broken = true;
    EXPECT_EQ(wait_after_failure(), 50ms) << "a new row begins anew";
}

TEST(Relay, CountsWhatRetentionTookBeforeItWasSent) {
    Relaying relaying;
    relaying.append(10);
    relaying.log->trim(4);
    relaying.run();
    EXPECT_EQ(relaying.sink.seen, numbers(5, 10));
    EXPECT_EQ(relaying.counters.value("newsbus_messages_trimmed_unsent_total"), 4);
    relaying.append(5);
    relaying.log->trim(13);
    relaying.run();
    EXPECT_EQ(relaying.sink.seen.back(), 15u);
    EXPECT_EQ(relaying.counters.value("newsbus_messages_trimmed_unsent_total"), 4 + 3);
}

TEST(Relay, TellsAGapOfOneMessageOnceAndNoneWhereNoneIs) {
    Relaying relaying;
    relaying.append(10);
    relaying.log->trim(1);
    testing::internal::CaptureStderr();
    relaying.run();
    relaying.append(10);
    relaying.run();
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(relaying.counters.value("newsbus_messages_trimmed_unsent_total"), 1);
    EXPECT_NE(log.find("from=1 to=1\n"), log.npos) << log;
    EXPECT_EQ(log.find("trimmed"), log.rfind("trimmed")) << log;
}

TEST(Relay, LogsWhichMessagesWereTrimmedBeforeTheyWereSent) {
    Relaying relaying;
    relaying.append(10);
    relaying.log->trim(4);
    testing::internal::CaptureStderr();
    relaying.run();
    std::string log = testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("messages were trimmed before they were sent from=1 to=4\n"), log.npos) << log;
}

TEST(Relay, LogsTheFirstFailureOfARowAndItsEnd) {
    auto count = [](const std::string& text, std::string_view words) {
        int found = 0;
        for (std::size_t at = text.find(words); at != text.npos; at = text.find(words, at + 1)) ++found;
        return found;
    };
    Relaying relaying;
    relaying.append(3);
    testing::internal::CaptureStderr();
    for (int row = 0; row < 2; ++row) {
        relaying.log->broken = true;
        for (int i = 0; i < 3; ++i) {
            relaying.relay.step(relaying.now);
            relaying.now = *relaying.relay.retry_at();
        }
        relaying.log->broken = false;
        relaying.run();
    }
    std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(count(log, "cannot relay, will retry sink=keeping why=\"disk I/O error\""), 2) << log;
    EXPECT_EQ(count(log, "relaying again sink=keeping"), 2) << log;
    EXPECT_EQ(relaying.counters.value("newsbus_relay_errors_total"), 6);
}

}  // namespace
}  // namespace newsbus::delivery
