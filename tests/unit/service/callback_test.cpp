#include "service/callback.h"

#include "base/secrets.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;
using boost::asio::ip::tcp;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const std::string token = "0123456789abcdef0123456789abcdef", other_token = "ffffffffffffffffffffffffffffffff";
const std::string topic = "https://news.example/feed.xml";
const std::string verification =
    "?hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed.xml"
    "&hub.challenge=c-1&hub.lease_seconds=300";

std::string signature(const std::string& hash, const std::string& secret, const std::string& body) {
    std::string header = "X-Hub-Signature: " + hash + "=";
    for (unsigned char byte : hmac(hash, secret, body)) {
        header += "0123456789abcdef"[byte >> 4];
        header += "0123456789abcdef"[byte & 15];
    }
    return header + "\r\n";
}

Awaited awaited(const std::string& source, const std::string& its_token, PushStage stage = PushStage::wanted) {
    Awaited one;
    one.subscription.source = source;
    one.subscription.push.stage = stage;
    one.subscription.push.topic = topic;
    one.subscription.push.token = its_token;
    one.subscription.push.secret = "s3cret";
    one.max_body = 1000;
    return one;
}

/// The callback on a loopback port, and what it hands to the I/O thread, which is the test's own.
struct CallbackTest : testing::Test {
    void start() {
        Callback::Hooks hooks;
        hooks.push = [this](std::string source, Response sent) {
            pushed.push_back({std::move(source), std::move(sent)});
        };
        hooks.hear = [this](std::string source, std::string heard_token, source::Verification said) {
            heard.push_back({std::move(source), std::move(heard_token), std::move(said)});
        };
        auto started = Callback::start(io.get_executor(), "127.0.0.1:0", std::move(hooks), counters, limits);
        ASSERT_TRUE(started) << started.error().what;
        callback = std::move(*started);
        callback->set({awaited("wire", token)}, "https://me.example/hooks/");
    }

    /// Everything that it sends until it closes the connection.
    std::string say(const std::string& request) {
        boost::asio::io_context here;
        tcp::socket socket(here);
        const std::string address = callback->address();
        const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
        socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
        boost::system::error_code ignored;
        boost::asio::write(socket, boost::asio::buffer(request), ignored);
        std::string answer;
        boost::asio::read(socket, boost::asio::dynamic_buffer(answer), ignored);
        io.restart();
        io.poll();  // what was handed over
        return answer;
    }
    std::string get(const std::string& target, const std::string& method = "GET") {
        return say(method + " " + target + " HTTP/1.1\r\nHost: me.example\r\nConnection: close\r\n\r\n");
    }
    std::string post(const std::string& body, const std::string& headers, const std::string& to = token) {
        return say("POST /websub/" + to + " HTTP/1.1\r\nHost: me.example\r\nConnection: close\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\nContent-Type: application/rss+xml\r\n" + headers + "\r\n" + body);
    }
    std::int64_t counted(const char* result) {
        return counters.value("newsbus_websub_requests_total", Label{"result", result});
    }

    struct Heard {
        std::string source, token;
        source::Verification said;
    };
    boost::asio::io_context io;
    Counters counters;
    Callback::Limits limits;
    std::vector<std::pair<std::string, Response>> pushed;
    std::vector<Heard> heard;
    std::unique_ptr<Callback> callback;
};

TEST_F(CallbackTest, ConfirmsWhatItWants) {
    start();
    const std::string answer = get("/websub/" + token + verification);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\nc-1"));
    EXPECT_THAT(answer, HasSubstr("Content-Type: application/octet-stream\r\n"));
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].source, "wire");
    EXPECT_EQ(heard[0].token, token);
    EXPECT_EQ(heard[0].said.lease, Duration(300s));
    EXPECT_THAT(get("/hooks/websub/" + token + verification), StartsWith("HTTP/1.1 200"));
}

TEST_F(CallbackTest, ConfirmsNothingElse) {
    start();
    std::string unsubscribe = verification, elsewhere = verification;
    unsubscribe.replace(unsubscribe.find("subscribe"), 9, "unsubscribe");
    elsewhere.replace(elsewhere.find("feed.xml"), 8, "feed.txt");
    for (const std::string& target :
         {"/websub/" + token, "/websub/" + token + unsubscribe, "/websub/" + token + elsewhere,
          "/websub/" + other_token + verification, "/other/websub/" + token + verification, std::string("/"),
          "/websub/../websub/" + token + verification, "/websub/" + token + "?hub.mode=subscribe&hub.topic=" + topic})
        EXPECT_THAT(get(target), StartsWith("HTTP/1.1 404")) << target;
    EXPECT_THAT(get("/websub/" + token + verification, "HEAD"), StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(get("/websub/" + token + verification, "PUT"), StartsWith("HTTP/1.1 405"));
    EXPECT_THAT(heard, IsEmpty());
}

TEST_F(CallbackTest, HearsThatItWasDenied) {
    start();
    EXPECT_THAT(get("/websub/" + token + "?hub.mode=denied&hub.reason=no&hub.topic=" + topic),
                StartsWith("HTTP/1.1 200"));
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].said.reason, "no");
}

TEST_F(CallbackTest, TakesWhatIsSigned) {
    start();
    for (const std::string hash : {"sha1", "sha256", "sha384", "sha512"})
        EXPECT_THAT(post("<rss/>" + hash, signature(hash, "s3cret", "<rss/>" + hash)), StartsWith("HTTP/1.1 202"));
    ASSERT_THAT(pushed, SizeIs(4));
    EXPECT_EQ(pushed[3].first, "wire");
    EXPECT_EQ(pushed[3].second.body, "<rss/>sha512");
    EXPECT_EQ(pushed[3].second.url.str(), topic);
    EXPECT_EQ(pushed[3].second.header("content-type"), "application/rss+xml");
    EXPECT_EQ(counted("signed"), 4);
}

TEST_F(CallbackTest, ReadsNothingThatIsNotSignedAndDoesNotSaySo) {
    start();
    const std::string right = post("<rss/>", signature("sha256", "s3cret", "<rss/>"));
    ASSERT_THAT(pushed, SizeIs(1));
    EXPECT_EQ(post("<rss/>", signature("sha256", "guess", "<rss/>")), right);
    EXPECT_EQ(post("<rss>!", signature("sha256", "s3cret", "<rss/>")), right);
    EXPECT_EQ(counted("forged"), 2);
    for (const std::string headers : {"", "X-Hub-Signature: \r\n", "X-Hub-Signature: md5=00\r\n",
                                      "X-Hub-Signature: sha256=00\r\n", "X-Hub-Signature: none\r\n"})
        EXPECT_THAT(post("<rss/>", headers), StartsWith("HTTP/1.1 202")) << headers;
    EXPECT_EQ(counted("unsigned"), 5);
    EXPECT_THAT(pushed, SizeIs(1));
}

TEST_F(CallbackTest, BoundsBodies) {
    start();
    const std::string most(1000, 'x');
    EXPECT_THAT(post(most, signature("sha1", "s3cret", most)), StartsWith("HTTP/1.1 202"));
    EXPECT_THAT(post(most + "x", signature("sha1", "s3cret", most + "x")), StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(say("POST /websub/" + token + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" +
                    signature("sha1", "s3cret", most + "x") + "\r\n3e9\r\n" + most + "x\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x") + "Content-Encoding: gzip\r\n"), StartsWith("HTTP/1.1 415"));
    EXPECT_THAT(pushed, SizeIs(1));
}

TEST_F(CallbackTest, BoundsAllBodiesTogetherUntilTheyWereTaken) {
    limits.max_bytes = 1000;
    start();
    const std::string body(600, 'x');
    EXPECT_THAT(post(body, signature("sha1", "s3cret", body)), StartsWith("HTTP/1.1 202"));
    const std::string refused = post(body, signature("sha1", "s3cret", body));
    EXPECT_THAT(refused, StartsWith("HTTP/1.1 503"));
    EXPECT_THAT(refused, HasSubstr("Retry-After: 30\r\n"));
    pushed.clear();
    EXPECT_THAT(post(body, signature("sha1", "s3cret", body)), StartsWith("HTTP/1.1 202"));
}

TEST_F(CallbackTest, BoundsHowOftenASubscriptionIsUsed) {
    limits.burst = 3;
    limits.a_request = 1h;
    start();
    callback->set({awaited("wire", token), awaited("second", other_token)}, "https://me.example/");
    for (int i = 0; i < 3; ++i)
        EXPECT_THAT(post("x", signature("sha1", "s3cret", "x")), StartsWith("HTTP/1.1 202")) << i;
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x")), StartsWith("HTTP/1.1 429"));
    EXPECT_THAT(get("/websub/" + token + verification), StartsWith("HTTP/1.1 429"));
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x"), other_token), StartsWith("HTTP/1.1 202"));
    callback->set({awaited("wire", token)}, "https://me.example/");  // a reload forgives nothing
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x")), StartsWith("HTTP/1.1 429"));
}

TEST_F(CallbackTest, ForgetsASubscriptionWithItsSource) {
    start();
    callback->set_one(awaited("wire", other_token));
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x")), StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x"), other_token), StartsWith("HTTP/1.1 202"));
    callback->set_one(awaited("wire", "", PushStage::none));
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x"), other_token), StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(pushed, SizeIs(1));
}

TEST_F(CallbackTest, ConfirmsTheEndOfWhatIsNotWantedAnyMore) {
    start();
    callback->set_one(awaited("wire", token, PushStage::ending));
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x")), StartsWith("HTTP/1.1 410"));
    EXPECT_THAT(get("/websub/" + token + verification), StartsWith("HTTP/1.1 404"));
    std::string unsubscribe = verification;
    unsubscribe.replace(unsubscribe.find("subscribe"), 9, "unsubscribe");
    EXPECT_THAT(get("/websub/" + token + unsubscribe), EndsWith("c-1"));
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].said.mode, source::Verification::Mode::unsubscribe);
}

TEST_F(CallbackTest, ManySlowClientsKeepNoHubOut) {
    limits.server.max_connections = 8;
    start();
    boost::asio::io_context here;
    const std::string address = callback->address();
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    std::vector<tcp::socket> slow;
    for (int i = 0; i < 100; ++i) {
        slow.emplace_back(here).connect({boost::asio::ip::make_address("127.0.0.1"), port});
        boost::system::error_code ignored;
        boost::asio::write(slow.back(), boost::asio::buffer(std::string("POST /websub/")), ignored);
    }
    EXPECT_THAT(post("x", signature("sha1", "s3cret", "x")), StartsWith("HTTP/1.1 202"));
}

TEST_F(CallbackTest, RefusesHugeHeads) {
    start();
    EXPECT_THAT(say("GET /websub/" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                StartsWith("HTTP/1.1 431"));
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 2000; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_THAT(say(many + "\r\n"), StartsWith("HTTP/1.1 431"));
}

TEST_F(CallbackTest, HandsNothingOverOnceItIsGone) {
    start();
    const std::string address = callback->address();
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    boost::asio::io_context here;
    tcp::socket socket(here);
    socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
    boost::asio::write(socket, boost::asio::buffer("GET /websub/" + token + verification +
                                                   " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    std::string answer;
    boost::system::error_code ended;
    boost::asio::read(socket, boost::asio::dynamic_buffer(answer), ended);
    callback.reset();
    io.poll();
    EXPECT_THAT(answer, HasSubstr("c-1"));
    EXPECT_THAT(heard, IsEmpty());
}

TEST_F(CallbackTest, NamesTheAddressThatItCannotUse) {
    auto started = Callback::start(io.get_executor(), "nonsense", {}, counters);
    ASSERT_TRUE(started.has_error());
    EXPECT_THAT(started.error().what, HasSubstr("nonsense"));
}

}  // namespace
}  // namespace newsbus::service
