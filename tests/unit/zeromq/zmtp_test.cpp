#include "zeromq/zmtp.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace newsbus::zeromq {
namespace {

using Step = ZmtpReader::Step;

/// What a DEALER says first.
std::string opening(std::string_view type = "DEALER", char version = 3, std::string_view mechanism = "NULL") {
    std::string bytes("\xff\0\0\0\0\0\0\0\1\x7f", 10);
    bytes += version;
    bytes += '\1';
    bytes += mechanism;
    bytes.resize(64);
    std::string ready("\5READY\x8Identity\0\0\0\0\xbSocket-Type\0\0\0", 34);
    ready += static_cast<char>(type.size());
    ready += type;
    return bytes + '\4' + static_cast<char>(ready.size()) + ready;
}

std::string message(std::initializer_list<std::string_view> frames) {
    std::string bytes;
    append_zmtp_message(bytes, frames);
    return bytes;
}

/// Reads `bytes` in pieces of `piece`; stops when broken.
struct Read {
    ZmtpReader reader;
    std::vector<std::vector<std::string>> messages;
    std::vector<std::string> answers;
    std::size_t most_kept = 0;

    explicit Read(std::string_view bytes, std::size_t piece = 1 << 16, const ZmtpSocket& socket = router)
        : reader(socket) {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
            if (!read(bytes.substr(0, piece))) return;
    }
    bool read(std::string_view bytes) {
        for (;;) {
            Step step = reader.read(bytes);
            most_kept = std::max(most_kept, reader.kept());
            if (step == Step::message) messages.push_back(reader.take_message());
            if (step == Step::answer) answers.push_back(reader.answer());
            if (step == Step::hungry || step == Step::broken) return step == Step::hungry;
        }
    }
    std::string fault() const { return reader.fault(); }
};

TEST(Zmtp, ReadsWhatADealerSendsInPiecesOfAnySize) {
    std::string bytes =
        opening() + message({"one"}) + message({""}) + message({"", "two", "x"}) + message({std::string(300, 'y')});
    for (std::size_t piece : {1u, 2u, 7u, 64u, 65'536u}) {
        Read read(bytes, piece);
        EXPECT_EQ(read.fault(), "");
        ASSERT_EQ(read.messages.size(), 4u) << piece;
        EXPECT_EQ(read.messages[0], (std::vector<std::string>{"one"}));
        EXPECT_EQ(read.messages[1], (std::vector<std::string>{""}));
        EXPECT_EQ(read.messages[2], (std::vector<std::string>{"", ""})) << "of the second frame only that there is one";
        EXPECT_EQ(read.messages[3], (std::vector<std::string>{std::string(300, 'y')}));
        EXPECT_FALSE(read.reader.is_amid());
    }
}

TEST(Zmtp, ItsOwnOpeningIsOneThatItReads) {
    Read read(zmtp_opening(router));
    EXPECT_EQ(read.fault(), "");
    EXPECT_TRUE(read.reader.is_open());
}

TEST(Zmtp, APingIsAnsweredWithItsContext) {
    Read read(opening() + std::string("\4\xb\4PING\0\1abcd", 13));
    ASSERT_EQ(read.answers.size(), 1u);
    EXPECT_EQ(read.answers[0], std::string("\4\x9\4PONGabcd", 11));
}

TEST(Zmtp, BreaksOffWhatIsNoDealerOfZmtp3) {
    EXPECT_EQ(Read("GET / HTTP/1.1\r\n").fault(), "no ZMTP greeting");
    EXPECT_EQ(Read(opening("DEALER", 1)).fault(), "ZMTP older than 3");
    EXPECT_EQ(Read(opening("DEALER", 3, "CURVE")).fault(), "a security mechanism other than NULL");
    EXPECT_EQ(Read(opening("SUB")).fault(), "a socket of a type that is not served here");
    EXPECT_EQ(Read(opening().substr(0, 64) + message({"early"})).fault(), "a message before READY");
    EXPECT_EQ(Read(opening() + "\x10").fault(), "a frame with unknown flags");
    EXPECT_EQ(Read(opening() + std::string("\6\0\0\0\0\0\0\x20\0", 9)).fault(), "a frame that is too long");
    EXPECT_EQ(Read(opening() + std::string("\2\xff\xff\xff\xff\xff\xff\xff\xff", 9)).fault(),
              "a frame that is too long");
}

TEST(Zmtp, AFrameIsKeptUpToALimitAndReadToItsEnd) {
    Read read(opening() + message({std::string(500'000, 'x')}) + message({"next"}));
    ASSERT_EQ(read.messages.size(), 2u);
    EXPECT_EQ(read.messages[0][0].size(), router.kept_of_frame);
    EXPECT_EQ(read.messages[1][0], "next");
    EXPECT_LE(read.most_kept, router.kept_of_frame);
}

TEST(Zmtp, AMessageOfManyFramesKeepsNoMoreThanItsFirstAndEndsAtTheLimit) {
    std::string frame = message({"", std::string(100'000, 'x')}).substr(2);
    frame[0] |= 1;  // more follow
    std::string bytes = opening();
    for (int i = 0; i < 15; ++i) bytes += frame;
    Read read(bytes);
    EXPECT_EQ(read.fault(), "a message that is too long");
    EXPECT_LE(read.most_kept, router.kept_of_frame);

    std::string empty(2 * 600'000, '\0');  // frames without a byte cost their heads
    for (std::size_t i = 0; i < empty.size(); i += 2) empty[i] = 1;
    EXPECT_EQ(Read(opening() + empty).fault(), "a message that is too long");
}

/// What a SUB sends to a PUB.
std::string command(std::string_view name, std::string_view rest) {
    std::string body(1, static_cast<char>(name.size()));
    body += name;
    body += rest;
    return std::string("\4", 1) + static_cast<char>(body.size()) + body;
}

TEST(Zmtp, SubscriptionsOf31AreGivenAsThoseOf30) {
    const std::string bytes = opening("SUB") + message({std::string("\1old/")}) + command("SUBSCRIBE", "new/") +
                              command("SUBSCRIBE", "") + command("CANCEL", "new/") +
                              message({std::string("\0old/", 5)});
    for (std::size_t piece : {1u, 5u, 65'536u}) {
        Read read(bytes, piece, publisher);
        EXPECT_EQ(read.fault(), "");
        ASSERT_EQ(read.messages.size(), 5u) << piece;
        EXPECT_EQ(read.messages[0], (std::vector<std::string>{"\1old/"}));
        EXPECT_EQ(read.messages[1], (std::vector<std::string>{"\1new/"}));
        EXPECT_EQ(read.messages[2], (std::vector<std::string>{"\1"}));
        EXPECT_EQ(read.messages[3], (std::vector<std::string>{std::string("\0new/", 5)}));
        EXPECT_EQ(read.messages[4], (std::vector<std::string>{std::string("\0old/", 5)}));
    }
    EXPECT_TRUE(Read(opening() + command("SUBSCRIBE", "x")).messages.empty()) << "nobody subscribes to a ROUTER";
}

TEST(Zmtp, APublisherServesSubscribersAndReadsLittleOfThem) {
    EXPECT_EQ(Read(zmtp_opening(publisher).substr(0, 64) + opening("XSUB").substr(64), 7, publisher).fault(), "");
    EXPECT_EQ(Read(opening("DEALER"), 64, publisher).fault(), "a socket of a type that is not served here");
    EXPECT_EQ(Read(opening("SUB") + message({"\1" + std::string(5000, 'x')}), 64, publisher).fault(),
              "a frame that is too long");
    std::string empty(2 * 3000, '\0');
    for (std::size_t i = 0; i < empty.size(); i += 2) empty[i] = 1;  // more follow
    Read endless(opening("SUB") + empty, 4096, publisher);
    EXPECT_EQ(endless.fault(), "a message that is too long");
    EXPECT_LE(endless.most_kept, 4096u);
    EXPECT_EQ(Read(opening("SUB") + std::string("\1\1x", 3) + command("CANCEL", ""), 64, publisher).fault(),
              "a subscription amid a message");
}

TEST(Zmtp, WhateverComesIsReadOrBrokenOffAndLittleIsKept) {
    std::mt19937 random(14);
    const std::string good = opening() + message({R"({"request":"r1"})"}) + message({"", std::string(70'000, 'z')}) +
                             std::string("\4\x7\4PING\0\1", 9) + message({"last"});
    for (int i = 0; i < 5'000; ++i) {
        std::string bytes = good;
        for (int changes = 1 + static_cast<int>(random() % 4); changes > 0; --changes)
            bytes[random() % std::min<std::size_t>(bytes.size(), i % 2 ? 200 : bytes.size())] =
                static_cast<char>(random());
        Read read(bytes, 1 + random() % 5'000);
        EXPECT_LE(read.most_kept, router.kept_of_frame + 4096);
        for (const auto& frames : read.messages) EXPECT_LE(frames.size(), 2u);
    }
}

}  // namespace
}  // namespace newsbus::zeromq
