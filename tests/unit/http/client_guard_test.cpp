// Which addresses are contacted, whatever names and redirects say.

#include "fixture.h"
#include "resolver.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace newsbus::http {
namespace {

using testing::AnyOf;
using testing::EndsWith;
using testing::HasSubstr;

/// 127.0.0.1 stands for the internet here: it may be contacted. 127.0.0.2 is the private network, where a server
/// listens on the same port.
struct ClientGuardTest : ClientTest {
    ClientGuardTest() {
        options.allow_networks = {"127.0.0.1/32"};
        restart();
        const std::string close = "Connection: close\r\n";
        site.on("/feed", "200 OK", close, "public");
        inside.on("/feed", "200 OK", close, "private");
    }
    ~ClientGuardTest() override { EXPECT_EQ(inside.connections(), 0); }

    std::string port() const { return site.authority().substr(site.authority().find(':')); }
    Result<Response> get_from(const std::string& authority) {
        Request wanted;
        wanted.url = Url::parse("http://" + authority + port() + "/feed").value();
        return fetch_beside_inside(std::move(wanted));
    }
    Result<Response> fetch_beside_inside(Request wanted) {
        Result<Response> answer = Error{};
        run([&]() -> boost::asio::awaitable<void> {
            TaskGroup server(io.get_executor());
            server.spawn("inside", inside.run());
            answer = co_await client->fetch(wanted);
            server.cancel();
            co_await server.join();
        });
        return answer;
    }

    Resolver resolver;
    Site inside{io, "127.0.0.2", static_cast<unsigned short>(std::stoi(port().substr(1)))};
};

constexpr const char* refused =
    ": connect: refused by the address guard: 127.0.0.2 is loopback; `allow_networks` "
    "permits what is meant";

TEST_F(ClientGuardTest, ANameThatTurnsPrivateIsRefusedAtItsNextConnection) {
    resolver.answer("rebinds.example", {{"127.0.0.1"}, {"127.0.0.2"}});
    Result<Response> first = get_from("rebinds.example");
    ASSERT_TRUE(first) << first.error().what;
    EXPECT_EQ(first->body, "public");
    EXPECT_EQ(get_from("rebinds.example")->body, "public") << "looked up once a minute at most";
    EXPECT_EQ(resolver.lookups("rebinds.example"), 1);
    restart();  // and with it the names that are remembered
    Result<Response> second = get_from("rebinds.example");
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().what, EndsWith(refused));
    EXPECT_EQ(resolver.lookups("rebinds.example"), 2);
}

TEST_F(ClientGuardTest, OfSeveralAddressesThePrivateOnesArePassedOver) {
    resolver.answer("both.example", {{"127.0.0.2", "127.0.0.1"}});
    Result<Response> answer = get_from("both.example");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body, "public");
}

TEST_F(ClientGuardTest, ANameIsJudgedByAllThatItsAddressMayBeTakenFor) {
    for (const char* address : {"127.0.0.2", "::ffff:127.0.0.2", "64:ff9b::7f00:2", "2002:7f00:2::", "::127.0.0.2",
                                "::1", "0.0.0.0", "::", "10.0.0.1", "169.254.169.254", "fd00:ec2::254", "fe80::1"}) {
        resolver.answer("inside.example", {{address}});
        Result<Response> answer = get_from("inside.example");
        ASSERT_FALSE(answer) << address;
        EXPECT_THAT(answer.error().what, HasSubstr(": connect: refused by the address guard: ")) << address;
        restart();
    }
}

TEST_F(ClientGuardTest, ARedirectIsJudgedHoweverItSpellsItsTarget) {
    resolver.answer("inside.example", {{"127.0.0.2"}});
    const std::vector<std::string> spellings = {"127.0.0.2",
                                                "2130706434",
                                                "0x7f000002",
                                                "0x7F.0.0.2",
                                                "0177.0.0.02",
                                                "017700000002",
                                                "127.2",
                                                "127.0.2",
                                                "127.0.0.2.",
                                                "%31%32%37.0.0.2",
                                                "１２７．０．０．２",
                                                "127。0。0。2",
                                                "[::ffff:127.0.0.2]",
                                                "[::ffff:7f00:2]",
                                                "[0:0:0:0:0:ffff:127.0.0.2]",
                                                "[::127.0.0.2]",
                                                "[64:ff9b::7f00:2]",
                                                "[2002:7f00:2::]",
                                                "me:secret@127.0.0.2",
                                                "127.0.0.1@127.0.0.2",
                                                "inside.example",
                                                "INSIDE.example",
                                                "0",
                                                "0.0.0.0",
                                                "[::]",
                                                "[::1]",
                                                "169.254.169.254",
                                                "0xa9fea9fe",
                                                "10.0.0.1",
                                                "192.168.0.1",
                                                "100.100.100.200",
                                                "168.63.129.16",
                                                "[fd00:ec2::254]",
                                                "[fe80::1]"};
    for (const std::string& host : spellings) {
        for (const char* begin : {"http://", "//", "http:\\\\"}) {
            const std::string location = std::string(begin) + host + port() + "/feed";
            site.on("/away", "302 Found", "Location: " + location + "\r\n", "");
            Result<Response> answer = fetch_beside_inside(request("/away"));
            ASSERT_FALSE(answer) << location;
            EXPECT_THAT(answer.error().what, HasSubstr("refused by the address guard: ")) << location;
            EXPECT_THAT(answer.error().what, testing::Not(HasSubstr("secret")));
        }
    }
    for (const std::string& request : site.requests()) EXPECT_THAT(request, HasSubstr("GET /away "));
}

TEST_F(ClientGuardTest, WhatIsNoAddressIsNotTakenForOne) {
    for (const char* host :
         {"256.0.0.2", "127.0.0.0.2", "0x100000000", "08.0.0.2", "[::ffff:127.0.0.256]", "[::1", ""}) {
        site.on("/away", "302 Found", "Location: http://" + std::string(host) + port() + "/feed\r\n", "");
        Result<Response> answer = fetch_beside_inside(request("/away"));
        ASSERT_FALSE(answer) << host;
        EXPECT_THAT(answer.error().what, HasSubstr("/away: redirect: ")) << host;
    }
}

TEST_F(ClientGuardTest, WhatASourceMayContactIsItsOwnAffairOnAKeptConnectionToo) {
    resolver.answer("inside.example", {{"127.0.0.2"}});
    Site kept{io, "127.0.0.3"};
    kept.on("/feed", "200 OK", "", "kept");
    Request allowed;
    allowed.url = kept.url("/feed");
    allowed.allow_networks = {"127.0.0.3"};
    Request other_source = allowed;
    other_source.allow_networks = {"127.0.0.2"};
    std::vector<Result<Response>> answers;
    run([&]() -> boost::asio::awaitable<void> {
        TaskGroup server(io.get_executor());
        server.spawn("kept", kept.run());
        answers.push_back(co_await client->fetch(allowed));
        answers.push_back(co_await client->fetch(other_source));
        answers.push_back(co_await client->fetch(allowed));
        server.cancel();
        co_await server.join();
    });
    EXPECT_TRUE(answers[0]) << answers[0].error().what;
    ASSERT_FALSE(answers[1]);
    EXPECT_THAT(answers[1].error().what, HasSubstr("127.0.0.3 is loopback"));
    EXPECT_TRUE(answers[2]) << answers[2].error().what;
    EXPECT_EQ(kept.requests().size(), 2u);
}

}  // namespace
}  // namespace newsbus::http
