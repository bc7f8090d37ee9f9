#include "http/server.h"

#include "async/task_group.h"
#include "http/connection.h"
#include "tests/support/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <vector>

namespace newsbus::http {
namespace {

using asio::ip::tcp;
using local = asio::local::stream_protocol;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

struct ServerTest : testing::Test {
    ServerTest() {
        routes["/hello"] = [](const Inquiry& inquiry) {
            Reply reply;
            reply.body = inquiry.method + " " + inquiry.path + " ?" + inquiry.query + " " + inquiry.headers.at("host");
            return reply;
        };
    }

    static asio::awaitable<Reply> take(Inquiry inquiry) {
        co_await asio::post(asio::use_awaitable);  // an action may wait
        Reply reply;
        reply.body = inquiry.method + " " + inquiry.path + " took " + std::to_string(inquiry.body.size()) + ": " +
                     inquiry.body.substr(0, 20);
        co_return reply;
    }

    void bind(const std::string& address) {
        auto bound = Server::bind(io.get_executor(), address, routes, limits, {{"/act", take}});
        ASSERT_TRUE(bound) << bound.error().what;
        server = std::move(*bound);
    }

    /// Runs `test` against the running server, then stops it.
    void with_server(asio::awaitable<void> test) {
        auto main = [](Server& served, asio::awaitable<void> script) -> asio::awaitable<void> {
            TaskGroup tasks(co_await asio::this_coro::executor);
            tasks.spawn("server", served.run());
            co_await std::move(script);
            tasks.cancel();
            co_await tasks.join();
        };
        asio::co_spawn(io, main(*server, std::move(test)), [](std::exception_ptr thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
        io.run();
        io.restart();
    }

    tcp::endpoint endpoint() const {
        std::string text = server->address();
        auto colon = text.rfind(':');
        std::string host = text.substr(0, colon);
        if (host.front() == '[') host = host.substr(1, host.size() - 2);
        return {asio::ip::make_address(host), static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1)))};
    }

    /// Everything the server sends until it closes the connection.
    std::string say(const std::string& request) {
        std::string answer;
        auto talk = [](asio::io_context& on, tcp::endpoint to, std::string text,
                       std::string& out) -> asio::awaitable<void> {
            tcp::socket socket(on);
            co_await socket.async_connect(to, asio::use_awaitable);
            co_await asio::async_write(socket, asio::buffer(text), quietly);
            co_await asio::async_read(socket, asio::dynamic_buffer(out), quietly);
        };
        with_server(talk(io, endpoint(), request, answer));
        return answer;
    }

    asio::io_context io;
    std::map<std::string, Server::Handler> routes;
    Server::Limits limits;
    std::unique_ptr<Server> server;
};

TEST_F(ServerTest, AnswersAGetByItsPath) {
    bind("127.0.0.1:0");
    std::string answer = say("GET /hello?a=1&b=2 HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\nGET /hello ?a=1&b=2 localhost:1"));
}

TEST_F(ServerTest, AnswersAHeadWithTheLengthOfTheBodyAndWithoutIt) {
    bind("127.0.0.1:0");
    std::string answer = say("HEAD /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Content-Length: 23\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, KeepsTheConnectionForTheNextRequest) {
    bind("127.0.0.1:0");
    std::string answer =
        say("GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("GET /hello ? 127.0.0.1HTTP/1.1 404 Not Found"));
}

TEST_F(ServerTest, TheRouteWithoutAPathTakesWhatNoOtherOneDoes) {
    routes[""] = [](const Inquiry& inquiry) { return Reply{203, {}, "all of " + inquiry.path}; };
    bind("127.0.0.1:0");
    EXPECT_THAT(say("GET /x/y HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), EndsWith("all of /x/y"));
}

TEST_F(ServerTest, RefusesWhatItDoesNotServe) {
    struct Case {
        const char* request;
        const char* answer;
    };
    std::string long_head = "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n";
    for (const Case& it : std::vector<Case>{
             // methods and bodies
             {"POST /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 405"},
             {"POST /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 413"},
             {"GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 413"},
             // DNS rebinding
             {"GET /hello HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "HTTP/1.1 421"},
             {"GET /hello HTTP/1.1\r\nHost: a\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"},
             {"GET /hello HTTP/1.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"},
             // no HTTP
             {"GET http://127.0.0.1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"},
             {"\x16\x03\x01\x02 hello\r\n\r\n", "HTTP/1.1 400"},
             {long_head.c_str(), "HTTP/1.1 431"},
         }) {
        bind("127.0.0.1:0");
        EXPECT_THAT(say(it.request), StartsWith(it.answer)) << std::string(it.request).substr(0, 100);
    }
}

/// A POST with the headers that an action wants.
std::string post(const std::string& body, const std::string& type = "application/json",
                 const std::string& host = "127.0.0.1", bool close = true) {
    return "POST /act HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + type +
           (close ? "\r\nConnection: close" : "") + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

TEST_F(ServerTest, GivesTheBodyOfAPostToItsAction) {
    bind("127.0.0.1:0");
    EXPECT_THAT(say(post("{}")), EndsWith("\r\n\r\nPOST /act took 2: {}"));
    EXPECT_THAT(say(post("{}", "Application/JSON; charset=utf-8")), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(say("POST /act HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                EndsWith("took 2: {}"));
    EXPECT_THAT(say(post("{}", "application/json", "127.0.0.1", false) + post("[]")), EndsWith("took 2: []"));
}

TEST_F(ServerTest, ReadsABodyUpToItsLimit) {
    limits.max_body = 30'000;
    std::string most(30'000, 'x');
    bind("127.0.0.1:0");
    EXPECT_THAT(say(post(most)), EndsWith("took 30000: xxxxxxxxxxxxxxxxxxxx"));
    EXPECT_THAT(say(post(most + "x")), StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(say("POST /act HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    "Content-Length: 99999999999\r\n\r\n"),
                StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(say("POST /act HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n7531\r\n" +
                    most + "x\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 413"));
}

TEST_F(ServerTest, TakesNoActionThatAWebPageCouldAskFor) {
    struct Case {
        std::string request;
        const char* answer;
    };
    for (const Case& it : std::vector<Case>{
             // what a page may send to another origin without asking first (Fetch standard, "CORS-safelisted")
             {post("{}", "text/plain"), "HTTP/1.1 415"},
             {post("{}", "application/x-www-form-urlencoded"), "HTTP/1.1 415"},
             {post("{}", "text/plain; application/json"), "HTTP/1.1 415"},
             {post("{}", "application/jsonx"), "HTTP/1.1 415"},
             {"POST /act HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 415"},
             // the question it would have to ask
             {"OPTIONS /act HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\nConnection: close\r\n"
              "Access-Control-Request-Method: POST\r\n\r\n",
              "HTTP/1.1 405"},
             // DNS rebinding
             {post("{}", "application/json", "evil.example"), "HTTP/1.1 421"},
         }) {
        bind("127.0.0.1:0");
        std::string answer = say(it.request);
        EXPECT_THAT(answer, StartsWith(it.answer)) << it.request;
        EXPECT_THAT(answer, testing::Not(HasSubstr("took"))) << it.request;
        EXPECT_THAT(answer, testing::Not(HasSubstr("Access-Control"))) << it.request;
    }
}

TEST_F(ServerTest, SaysThatAnActionWantsAPost) {
    for (const char* method : {"GET", "HEAD", "PUT", "DELETE"}) {
        bind("127.0.0.1:0");
        std::string answer =
            say(std::string(method) + " /act?x=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 405")) << method;
        EXPECT_THAT(answer, HasSubstr("Allow: POST\r\n")) << method;
    }
}

TEST_F(ServerTest, DoesNotWaitForABodyForEver) {
    limits.patience = std::chrono::milliseconds(100);
    bind("127.0.0.1:0");
    std::string whole = post("{}");
    EXPECT_EQ(say(whole.substr(0, whole.size() - 1)), "");
}

TEST_F(ServerTest, ClosesConnectionsOfClientsThatAreTooSlow) {
    limits.patience = std::chrono::milliseconds(100);
    bind("127.0.0.1:0");
    EXPECT_EQ(say("GET /hello HTTP/1.1\r\nHost: 127"), "");
    EXPECT_EQ(say(""), "");
}

TEST_F(ServerTest, ManySlowConnectionsKeepNobodyOut) {
    limits.max_connections = 3;
    bind("127.0.0.1:0");
    std::string first, second;
    auto talk = [](asio::io_context& on, tcp::endpoint to, std::string& one,
                   std::string& two) -> asio::awaitable<void> {
        std::string half = "GET /hello HTTP/1.1\r\nHost: 127", request = half + ".0.0.1\r\n\r\n";
        std::vector<tcp::socket> slow;
        for (int i = 0; i < 8; ++i) {
            slow.emplace_back(on);
            co_await slow.back().async_connect(to, asio::use_awaitable);
            co_await asio::async_write(slow.back(), asio::buffer(half), quietly);
        }
        co_await asio::async_read(slow.front(), asio::dynamic_buffer(one), quietly);  // until it is ended
        tcp::socket last(on);
        co_await last.async_connect(to, asio::use_awaitable);
        co_await asio::async_write(last, asio::buffer(request), asio::use_awaitable);
        co_await asio::async_read_until(last, asio::dynamic_buffer(two), "GET /hello", asio::use_awaitable);
    };
    with_server(talk(io, endpoint(), first, second));
    EXPECT_EQ(first, "") << "the slowest one was ended without an answer";
    EXPECT_THAT(second, StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, ListensOnIpv6) {
    bind("[::1]:0");
    EXPECT_THAT(server->address(), StartsWith("[::1]:"));
    EXPECT_THAT(say("GET /hello HTTP/1.1\r\nHost: [::1]:9\r\nConnection: close\r\n\r\n"), EndsWith("[::1]:9"));
}

TEST_F(ServerTest, NamesTheAddressItCannotUse) {
    for (const char* text : {"", "9556", "localhost:9556", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "::1:9556",
                             "[127.0.0.1]:1", "127.0.0.1:80x", "unix:"}) {
        auto bound = Server::bind(io.get_executor(), text, {});
        ASSERT_TRUE(bound.has_error()) << text;
        EXPECT_EQ(bound.error().code, Errc::config);
        EXPECT_THAT(bound.error().what, HasSubstr("\"" + std::string(text) + "\""));
    }
}

TEST_F(ServerTest, SaysSoWhenThePortIsTaken) {
    bind("127.0.0.1:0");
    auto second = Server::bind(io.get_executor(), server->address(), {});
    ASSERT_TRUE(second.has_error());
    EXPECT_EQ(second.error().code, Errc::network);
    EXPECT_EQ(second.error().what, server->address() + ": cannot listen: Address already in use");
}

// What a server does that has an opening

struct OpeningTest : ServerTest {
    OpeningTest() {
        opening.any_host = true;
        opening.admit = [this](const Inquiry& inquiry, std::optional<std::uint64_t> announced) {
            lengths.push_back(announced);
            Admission admission;
            if (inquiry.path != "/in") admission.refusal = Reply{404, {}, "not in"};
            admission.max_body = 10'000;
            admission.held = held;
            return admission;
        };
        opening.take = [this](Inquiry inquiry) {
            EXPECT_EQ(inquiry.held, held);
            return take(std::move(inquiry));
        };
    }
    std::string say(const std::string& request) {
        auto bound = Server::bind(io.get_executor(), "127.0.0.1:0", routes, limits, {{"/act", take}}, opening);
        EXPECT_TRUE(bound) << bound.error().what;
        server = std::move(*bound);
        return ServerTest::say(request);
    }
    static std::string post_to(const std::string& path, const std::string& more, const std::string& body) {
        return "POST " + path + " HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n" + more + "\r\n" + body;
    }

    Opening opening;
    std::shared_ptr<int> held = std::make_shared<int>(0);
    std::vector<std::optional<std::uint64_t>> lengths;
};

TEST_F(OpeningTest, TakesWhatItAdmitsWhateverItsHostAndType) {
    EXPECT_THAT(say(post_to("/in", "Content-Length: 5\r\nContent-Type: a/b\r\n", "hello")),
                EndsWith("POST /in took 5: hello"));
    EXPECT_THAT(say(post_to("/in", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n")),
                EndsWith("took 5: hello"));
    EXPECT_THAT(say(post_to("/in", "", "")), EndsWith("took 0: "));
    EXPECT_EQ(lengths, (std::vector<std::optional<std::uint64_t>>{5, std::nullopt, std::nullopt}));
    EXPECT_EQ(held.use_count(), 1);
    EXPECT_THAT(say("GET /hello HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n\r\n"),
                StartsWith("HTTP/1.1 200"));
}

TEST_F(OpeningTest, ReadsNothingOfWhatItDoesNotAdmit) {
    const std::string answer = say(post_to("/out", "Content-Length: 99999999999\r\n", "hello"));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(answer, EndsWith("not in"));
}

TEST_F(OpeningTest, ReadsABodyUpToWhatWasAdmitted) {
    const std::string most(10'000, 'x');
    EXPECT_THAT(say(post_to("/in", "Content-Length: 10000\r\n", most)), HasSubstr("took 10000"));
    EXPECT_THAT(say(post_to("/in", "Content-Length: 10001\r\n", most + "x")), StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(say(post_to("/in", "Transfer-Encoding: chunked\r\n", "2711\r\n" + most + "x\r\n0\r\n\r\n")),
                StartsWith("HTTP/1.1 413"));
}

TEST_F(OpeningTest, AsksForABodyThatIsHeldBack) {
    EXPECT_THAT(say(post_to("/in", "Content-Length: 5\r\nExpect: 100-continue\r\n", "hello")),
                StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"));
    EXPECT_THAT(say(post_to("/out", "Content-Length: 5\r\nExpect: 100-continue\r\n", "")), StartsWith("HTTP/1.1 404"));
}

TEST_F(OpeningTest, DoesNotWaitForABodyForEver) {
    limits.patience = std::chrono::milliseconds(100);
    EXPECT_EQ(say(post_to("/in", "Content-Length: 5\r\n", "hell")), "");
}

TEST_F(OpeningTest, RefusesOtherMethodsAndStillWantsOneHost) {
    for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH"}) {
        const std::string answer = say(std::string(method) + " /in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 405")) << method;
        EXPECT_THAT(answer, HasSubstr("Allow: GET, HEAD, POST\r\n")) << method;
    }
    EXPECT_THAT(say("POST /in HTTP/1.1\r\nContent-Length: 0\r\n\r\n"), StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(say("GET /act HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 405"));
}

struct UnixServerTest : ServerTest {
    ~UnixServerTest() override { server.reset(); }
    test::Folder folder;
    std::filesystem::path file = folder / "control";
};

TEST_F(UnixServerTest, AnswersOnAUnixSocketUnderAnyHostName) {
    bind("unix:" + file.string());
    EXPECT_EQ(server->address(), "unix:" + file.string());
    std::string answer;
    auto talk = [](asio::io_context& on, std::string path, std::string& out) -> asio::awaitable<void> {
        std::string request = "GET /hello HTTP/1.1\r\nHost: newsbus\r\nConnection: close\r\n\r\n";
        local::socket socket(on);
        local::endpoint to(path);
        co_await socket.async_connect(to, asio::use_awaitable);
        co_await asio::async_write(socket, asio::buffer(request), quietly);
        co_await asio::async_read(socket, asio::dynamic_buffer(out), quietly);
    };
    with_server(talk(io, file, answer));
    EXPECT_THAT(answer, EndsWith("GET /hello ? newsbus"));
}

TEST_F(UnixServerTest, TheSocketIsForUserAndGroupAndGoesWithTheServer) {
    bind("unix:" + file.string());
    struct stat about {};
    ASSERT_EQ(stat(file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0660u);
    server.reset();
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(UnixServerTest, ReplacesASocketFileThatNobodyListensOn) {
    {
        local::acceptor dead(io, local::endpoint(file.string()));  // leaves its file behind, as a killed daemon does
    }
    ASSERT_TRUE(std::filesystem::exists(file));
    bind("unix:" + file.string());
}

TEST_F(UnixServerTest, LeavesFilesThatAreInUseAlone) {
    bind("unix:" + file.string());
    auto second = Server::bind(io.get_executor(), "unix:" + file.string(), {});
    ASSERT_TRUE(second.has_error());
    EXPECT_TRUE(std::filesystem::exists(file));

    auto plain = folder / "plain";
    std::ofstream(plain) << "precious";
    EXPECT_TRUE(Server::bind(io.get_executor(), "unix:" + plain.string(), {}).has_error());
    EXPECT_EQ(std::filesystem::file_size(plain), 8u);
}

TEST(OwnHost, IsAnAddressOrLocalhost) {
    for (const char* host :
         {"127.0.0.1", "127.0.0.1:9556", "localhost", "LOCALHOST:1", "[::1]", "[::1]:9556", "192.168.1.5:80"})
        EXPECT_TRUE(is_own_host(host)) << host;
    for (const char* host : {"", ":80", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80",
                             "127.0.0.1:80@evil.example", "[::1].evil.example"})
        EXPECT_FALSE(is_own_host(host)) << host;
}

}  // namespace
}  // namespace newsbus::http
