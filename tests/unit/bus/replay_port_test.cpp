#include "bus/replay_port.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <deque>
#include <string>
#include <vector>

#include "tests/support/folder.h"
#include "tests/unit/bus/raw_peer.h"

namespace newsbus::bus {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_request = 64 << 10;
const std::string ping("\4\7\4PING\0\1", 9), pong("\4\5\4PONG", 7);

std::string message(std::string_view frame) {
    std::string bytes;
    zeromq::append_zmtp_message(bytes, {frame});
    return bytes;
}

/// The port, driven by hand: it is always told what time it is.
struct Stage {
    test::Folder folder;
    std::string file = folder / "replay";
    std::unique_ptr<ReplayPort> port = std::move(*ReplayPort::open("ipc://" + file));
    SteadyTime now{1h};
    std::vector<std::string> taken;  // first frames

    void turn(Duration pause = 0ms) {
        now += pause;
        port->turn(now, {[this](const std::string&, auto frames) { taken.push_back(frames.front()); },
                         [](const std::string&) {}, [](const std::string&) { return false; }});
    }
    void turns(int count, Duration pause = 0ms) {
        for (int i = 0; i < count; ++i) turn(pause);
    }
};

TEST(ReplayPort, TimeForARequestIsNotGainedByCommandsWithinIt) {
    for (const std::string& command : {ping, pong}) {
        Stage stage;
        RawPeer peer(stage.file, "DEALER");
        ASSERT_TRUE(peer.send(std::string("\1\1a", 3)));  // further frames follow
        for (int i = 0; i < 12; ++i) {
            peer.send(command);
            stage.turn(1s);
        }
        EXPECT_EQ(stage.port->connections(), 0u);
    }
}

TEST(ReplayPort, TimeForARequestBeginsWithIt) {
    Stage stage;
    const std::string opening = zeromq::zmtp_opening({"DEALER", {}, 0, 0});
    const std::string request = message("request");
    RawPeer late(stage.file), talking(stage.file, "DEALER");
    ASSERT_TRUE(late.send(opening.substr(0, 64)));
    ASSERT_TRUE(talking.send(pong.substr(0, 3)));
    for (int i = 0; i < 8; ++i) {
        stage.turn(1s);
        ASSERT_TRUE(talking.send(pong.substr(3) + pong.substr(0, 3)));
    }
    ASSERT_TRUE(late.send(opening.substr(64) + request.substr(0, 4)));
    for (int i = 0; i < 8; ++i) {
        stage.turn(1s);
        ASSERT_TRUE(talking.send(pong.substr(3) + pong.substr(0, 3)));
    }
    EXPECT_EQ(stage.port->connections(), 2u);
    ASSERT_TRUE(late.send(request.substr(4)));
    stage.turn();
    EXPECT_EQ(stage.taken, std::vector<std::string>{"request"});
}

TEST(ReplayPort, UnfinishedRequestsAreBoundedAndNoMatterOfTheAnswers) {
    Stage stage;
    const std::string request = message(std::string(longest_request, 'x'));
    std::deque<RawPeer> peers;
    for (int i = 0; i < 100; ++i) {
        peers.emplace_back(stage.file, "DEALER");
        ASSERT_TRUE(peers.back().send(request.substr(0, 60'000)));
        stage.turns(20, 1ms);
        EXPECT_LE(stage.port->input(), std::size_t{5} << 20);
        EXPECT_EQ(stage.port->bytes(), 0u);
    }
    EXPECT_LT(stage.port->connections(), 90u);
    EXPECT_GE(stage.port->connections(), 30u);
    for (RawPeer* peer : {&peers.front(), &peers.back()}) peer->read(1 << 10);
    EXPECT_TRUE(peers.front().is_ended()) << "whose request began first";
    EXPECT_FALSE(peers.back().is_ended());
    ASSERT_TRUE(peers.back().send(request.substr(60'000)));
    stage.turns(5);
    EXPECT_EQ(stage.taken.size(), 1u);
}

TEST(ReplayPort, ARequestThatWasTakenIsKeptNoLonger) {
    Stage stage;
    std::deque<RawPeer> peers;
    for (int i = 0; i < 100; ++i) peers.emplace_back(stage.file, "DEALER");
    stage.turns(20);
    const std::size_t before = mallinfo2().uordblks;
    for (RawPeer& peer : peers) {
        ASSERT_TRUE(peer.send(message(std::string(longest_request, 'x'))));
        stage.turns(40, 1ms);
        ASSERT_FALSE(stage.taken.empty());
        std::exchange(stage.taken, {});
    }
    EXPECT_LT(mallinfo2().uordblks, before + longest_request * 10);
    EXPECT_EQ(stage.port->input(), 0u);
}

TEST(ReplayPort, AMessageThatIsTooLongForARequestCanBeToldFromOneThatIsNot) {
    Stage stage;
    RawPeer peer(stage.file, "DEALER");
    for (const std::size_t size : {longest_request, longest_request + 1, longest_request + 5000}) {
        ASSERT_TRUE(peer.send(message(std::string(size, 'x'))));
        stage.turns(40, 1ms);
        ASSERT_EQ(stage.taken.size(), 1u);
        EXPECT_EQ(stage.taken[0].size(), std::min(size, longest_request + 1));
        stage.taken.clear();
    }
}

TEST(ReplayPort, NobodyIsTooSlowForAThreadThatStoodStill) {
    Stage stage;
    std::deque<RawPeer> peers;
    for (int i = 0; i < 150; ++i) {
        peers.emplace_back(stage.file, "DEALER");
        ASSERT_TRUE(peers.back().send(message("request").substr(0, 4)));
    }
    stage.turns(20);
    for (RawPeer& peer : peers) ASSERT_TRUE(peer.send(message("request").substr(4)));
    stage.turn(12s);
    stage.turns(5);
    EXPECT_EQ(stage.taken.size(), 150u);
    EXPECT_EQ(stage.port->connections(), 150u);
}

TEST(ReplayPort, ThoseWhoConnectAtOnceAreTakenInPortions) {
    Stage stage;
    std::deque<RawPeer> peers;
    for (int i = 0; i < 120; ++i) peers.emplace_back(stage.file, "DEALER");
    stage.turn();
    EXPECT_GT(stage.port->connections(), 0u);
    EXPECT_LE(stage.port->connections(), 40u) << "others wait for the thread";
    stage.turns(10);
    EXPECT_EQ(stage.port->connections(), 120u);
}

TEST(ReplayPort, FramesAndCommandsCountAsMessagesInWhatIsReadAtATime) {
    for (const std::string& item : {std::string("\1\0", 2), std::string("\4\0", 2), pong}) {
        Stage stage;
        RawPeer peer(stage.file, "DEALER");
        std::string many;
        for (int i = 0; i < 3000; ++i) many += item;
        if (item[0] == '\1') many += std::string("\0\0", 2);
        ASSERT_TRUE(peer.send(many + message("request")));
        stage.turns(50);
        EXPECT_EQ(stage.taken.size(), 0u);
        stage.turn(100ms);
        stage.turns(50);
        EXPECT_EQ(stage.taken.size(), item[0] == '\1' ? 2u : 1u);
    }
}

}  // namespace
}  // namespace newsbus::bus
