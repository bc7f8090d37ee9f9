#include "message/frames.h"

#include <gtest/gtest.h>

namespace newsbus::message {
namespace {

OutboxEntry entry_of(Seq seq, Seq prev) {
    OutboxEntry entry;
    entry.seq = seq;
    entry.prev = prev;
    entry.time = TimePoint(std::chrono::seconds(1'767'225'600));
    entry.topic = "article/published/en/bbc-world/";
    entry.id = "0123456789abcdef0123456789abcdef/1";
    entry.source = "/newsbus/p1/bbc-world";
    entry.type = "newsbus.article.published.v1";
    entry.subject = "0123456789abcdef0123456789abcdef";
    entry.body = R"({"headline":"A \"quoted\" title"})";
    entry.epoch = "e1";
    return entry;
}

TEST(Frames, HoldTopicCloudEventsHeaderAndBodyByteForByte) {
    Frames message = frames(entry_of(18, 7));
    EXPECT_EQ(message.topic, "article/published/en/bbc-world/");
    EXPECT_EQ(message.header,
              R"({"specversion":"1.0","id":"0123456789abcdef0123456789abcdef/1","source":"/newsbus/p1/bbc-world",)"
              R"("type":"newsbus.article.published.v1","subject":"0123456789abcdef0123456789abcdef",)"
              R"("time":"2026-01-01T00:00:00Z","dataschema":"urn:newsbus:article:v1",)"
              R"("datacontenttype":"application/json","sequence":"00000000000000000018",)"
              R"("prev":"00000000000000000007","epoch":"e1"})");
    EXPECT_EQ(message.body, entry_of(18, 7).body);
}

TEST(Frames, EscapeWhatTheHeaderQuotes) {
    OutboxEntry entry = entry_of(1, 0);
    entry.subject = "a\"b\\c\n";
    EXPECT_NE(frames(entry).header.find(R"("subject":"a\"b\\c\n")"), std::string::npos);
}

TEST(Frames, PositionReadsWhatTheHeaderSays) {
    auto at = position(frames(entry_of(18, 7)).header);
    ASSERT_TRUE(at);
    EXPECT_EQ(*at, (Position{18, 7, "e1"}));
}

TEST(Frames, KeepTheHeaderOfAMessageFromBeforeThereWereEpochs) {
    OutboxEntry entry = entry_of(18, 7);
    entry.epoch = "";
    EXPECT_EQ(frames(entry).header.find("epoch"), std::string::npos);
    EXPECT_EQ(*position(frames(entry).header), (Position{18, 7, ""}));
}

TEST(Frames, PositionRefusesWhatIsNoHeaderOfTheLog) {
    for (const char* header : {"", "x", "[]", "{}", R"({"sequence":"1"})", R"({"sequence":1,"prev":0})",
                               R"({"sequence":"-1","prev":"0"})", R"({"sequence":"1","prev":""})"})
        EXPECT_FALSE(position(header)) << header;
    EXPECT_FALSE(position(heartbeat("p", "e", 1, 1, TimePoint()).header));
}

TEST(Frames, HeartbeatTellsTheLastNumberSentAndTheFirstKept) {
    Frames beat = heartbeat("p1", "e1", 42, 3, TimePoint(std::chrono::seconds(1'767'225'600)));
    EXPECT_EQ(beat.topic, "heartbeat/");
    EXPECT_EQ(beat.header.find("sequence"), std::string::npos);
    EXPECT_NE(beat.header.find(R"("epoch":"e1")"), std::string::npos);
    EXPECT_EQ(beat.body,
              R"({"publisher":"p1","epoch":"e1","sent":"00000000000000000042","oldest":"00000000000000000003",)"
              R"("time":"2026-01-01T00:00:00Z"})");
    auto read = parse_heartbeat(beat.body);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (Heartbeat{"p1", "e1", 42, 3}));
}

TEST(Frames, CloudEventIsOneJsonObjectWithTheBodyUnderData) {
    std::string event = cloud_event({"t/", R"({"id":"1"})", R"({"b":[1, 2]})"});
    EXPECT_EQ(event, R"({"id":"1","topic":"t/","data":{"b":[1, 2]}})");
}

TEST(Frames, SequencesAreTwentyDigitsAndReadBack) {
    EXPECT_EQ(wire_seq(0), "00000000000000000000");
    EXPECT_EQ(wire_seq(18446744073709551615ull), "18446744073709551615");
    EXPECT_EQ(parse_seq("18446744073709551615"), 18446744073709551615ull);
    EXPECT_EQ(parse_seq("7"), 7u);
    for (const char* bad : {"", "18446744073709551616", "000000000000000000001", "-1", "+1", " 1", "1 ", "0x1", "1e3"})
        EXPECT_FALSE(parse_seq(bad)) << bad;
}

}  // namespace
}  // namespace newsbus::message
