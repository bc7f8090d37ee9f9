#include "fixture.h"

#include <gmock/gmock.h>
#include <boost/asio/post.hpp>

#include <optional>

namespace newsbus::http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using testing::EndsWith;
using testing::StartsWith;

/// A zstd frame of `blocks` run-length blocks, 4 bytes each, that decode to 128 KiB each.
std::string zstd_bomb(int blocks) {
    std::string frame("\x28\xb5\x2f\xfd\x00\x48", 6);
    for (int i = 1; i <= blocks; ++i) frame += std::string(i == blocks ? "\x03\x00\x10x" : "\x02\x00\x10x", 4);
    return frame;
}

/// A zstd frame that decoders skip: bytes on the wire, none in the body.
std::string zstd_nothing(std::size_t size) {
    std::string frame("\x50\x2a\x4d\x18", 4);
    for (int shift = 0; shift < 32; shift += 8) frame += static_cast<char>(size >> shift & 0xff);
    return frame + std::string(size, 'n');
}

/// Sends a head, then `piece` again and again until the client goes.
Site::Script endless(std::string head, std::string piece) {
    return [head, piece](Site::Socket& socket) -> asio::awaitable<void> {
        bool there = co_await send(socket, head);
        while (there) there = co_await send(socket, piece);
        socket.close();
    };
}

/// Sends `begin` and then nothing more until the client goes.
Site::Script stuck(std::string begin) {
    return [begin](Site::Socket& socket) -> asio::awaitable<void> { co_await send(socket, begin); };
}

struct LimitsTest : ClientTest {
    LimitsTest() {
        options.max_body = 100'000;
        restart();
    }
    Error error_of(const std::string& path) {
        Result<Response> answer = get(path);
        EXPECT_TRUE(answer.has_error());
        return answer ? Error{} : answer.error();
    }
    /// The body of an answer that says it is gzip; nothing when there is none.
    std::optional<std::string> get_gzip(const std::string& path, const std::string& body) {
        site.on(path, "200 OK", "Content-Encoding: gzip\r\n", body);
        Result<Response> answer = get(path);
        EXPECT_TRUE(answer) << answer.error().what;
        return answer ? std::optional(answer->body) : std::nullopt;
    }
    std::string text(const std::string& path, const std::string& what) const { return site.url(path).str() + what; }
};

/// 120 bytes, "hello hello ...", as gzip.
const std::string gzip(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x57\xc8\xa0\x3b\x09\x00\x2f\xfa\xf8\x48\x78\x00\x00"
    "\x00",
    29);

/// Sends `first` and, when that has gone out, `rest`, then closes.
Site::Script in_two(std::string first, std::string rest) {
    return [first, rest](Site::Socket& socket) -> asio::awaitable<void> {
        co_await send(socket, first);
        co_await asio::post(socket.get_executor(), asio::use_awaitable);
        co_await send(socket, rest);
        socket.close();
    };
}

TEST_F(LimitsTest, CutsABodyWhereTheRequestMayBeCut) {
    site.on("/announced", "200 OK", "", std::string(250'000, 'x'));
    site.on("/zstd", "200 OK", "Content-Encoding: zstd\r\n", zstd_bomb(3));
    site.on("/endless", endless("HTTP/1.1 200 OK\r\nX-A: b\r\n\r\n", std::string(1000, 'x')));
    for (const char* path : {"/announced", "/zstd", "/endless"}) {
        Request request = this->request(path);
        request.may_cut = true;
        Result<Response> answer = fetch(request);
        ASSERT_TRUE(answer) << path << ": " << answer.error().what;
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, std::string(100'000, 'x')) << path;
    }
    site.on("/short", "200 OK", "", "all");
    Request request = this->request("/short");
    request.may_cut = true;
    EXPECT_EQ(fetch(request)->body, "all");
}

TEST_F(LimitsTest, ReadsGzipOfSeveralMembersAndWithBytesBehindIt) {
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
    const std::string once = *get_gzip("/plain", gzip);
    EXPECT_EQ(once.size(), 120u);
    EXPECT_EQ(get_gzip("/two", gzip + gzip), once + once);
    EXPECT_EQ(get_gzip("/behind", gzip + "\r\n<!-- served by cache-7 -->"), once);
    EXPECT_EQ(get_gzip("/zeros", gzip + std::string(512, '\0')), once);
    site.on("/later", in_two(head + gzip, gzip));
    Result<Response> later = get("/later");
    ASSERT_TRUE(later) << later.error().what;
    EXPECT_EQ(later->body, once + once);
}

TEST_F(LimitsTest, LimitsWhatSeveralMembersUnpackTo) {
    std::string members;
    while (members.size() < 30'000) members += gzip;  // 124 KB
    site.on("/members", "200 OK", "Content-Encoding: gzip\r\n", members);
    EXPECT_EQ(error_of("/members"), (Error{Errc::too_large, text("/members", ": body: more than 100000B")}));
}

TEST_F(LimitsTest, SaysThatGzipIsDamaged) {
    std::string damaged = gzip;
    damaged.replace(10, 4, "\xff\xff\xff\xff");
    site.on("/damaged", "200 OK", "Content-Encoding: gzip\r\n", damaged);
    EXPECT_EQ(error_of("/damaged"), (Error{Errc::network, text("/damaged", ": receive: the body is damaged gzip")}));
}

TEST_F(LimitsTest, TwoLengthsMustBeTheSame) {
    for (const char* twice : {"Content-Length: 5\r\ncontent-length: 5\r\n", "Content-Length: 5, 5\r\n",
                              "Content-Length: 05\r\nContent-Length: 5\r\n"}) {
        site.on("/twice", stuck(std::string("HTTP/1.1 200 OK\r\n") + twice + "\r\nhello"));
        Result<Response> answer = get("/twice");
        ASSERT_TRUE(answer) << twice << answer.error().what;
        EXPECT_EQ(answer->body, "hello") << twice;
    }
    for (const char* torn : {"Content-Length: 5\r\nContent-Length: 7\r\n", "Content-Length: 5, 7\r\n"}) {
        site.on("/torn", stuck(std::string("HTTP/1.1 200 OK\r\n") + torn + "\r\nhello, you"));
        EXPECT_EQ(error_of("/torn"),
                  (Error{Errc::network, text("/torn", ": receive: two different Content-Length: 5 and 7")}));
    }
    // An interim answer's is another one's; chunks need none.
    site.on("/interim", stuck("HTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n"
                              "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
    site.on("/chunked", stuck("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
    EXPECT_EQ(get("/interim")->body, "hello");
    EXPECT_EQ(get("/chunked")->body, "hello");
}

TEST_F(LimitsTest, EndsAnswersThatCostMoreThanTheyCarry) {
    options.timeout = 10min;  // the limit is CPU time, of which a loaded machine gives less
    restart();
    site.on("/extensions",
            endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", std::string(200'000, 'x')));
    EXPECT_EQ(error_of("/extensions"),
              (Error{Errc::too_large, text("/extensions", ": body: reading it costs more than 1003ms of CPU time")}));
}

TEST_F(LimitsTest, EndsEndlessTrailers) {
    site.on("/trailers", endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", "X: y\r\n"));
    EXPECT_EQ(error_of("/trailers"),
              (Error{Errc::too_large, text("/trailers", ": headers: more than 64KiB or 500 lines")}));
    site.on("/trailer", endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX: ", "y"));
    EXPECT_EQ(error_of("/trailer"),
              (Error{Errc::too_large, text("/trailer", ": headers: more than 64KiB or 500 lines")}));
}

TEST_F(LimitsTest, TakesAHundredThousandChunksOfOneByte) {
    std::string chunks;
    for (int i = 0; i < 100'000; ++i) chunks += "1\r\nx\r\n";
    site.on("/chunks", stuck("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n"));
    Result<Response> answer = get("/chunks");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body.size(), 100'000u);
}

TEST_F(LimitsTest, DecodesWhatCurlCan) {
    std::string brotli("\x0b\x02\x80hello\x03", 9);
    site.on("/gzip", "200 OK", "Content-Encoding: gzip\r\n", gzip);
    site.on("/br", "200 OK", "Content-Encoding: br\r\n", brotli);
    site.on("/zstd", "200 OK", "Content-Encoding: zstd\r\n",
            zstd_nothing(10) + std::string("\x28\xb5\x2f\xfd\x00\x48\x29\x00\x00hello", 14));
    Result<Response> answer = get("/gzip");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body.size(), 120u);
    EXPECT_EQ(answer->bytes_received, 29u);
    EXPECT_EQ(get("/br")->body, "hello");
    EXPECT_EQ(get("/zstd")->body, "hello");
}

TEST_F(LimitsTest, EndsDecompressionBombs) {
    site.on("/bomb", "200 OK", "Content-Encoding: zstd\r\n", zstd_bomb(1000));  // 4 KB, 128 MiB
    Error error = error_of("/bomb");
    EXPECT_EQ(error.code, Errc::too_large);
    EXPECT_EQ(error.what, text("/bomb", ": body: more than 100000B"));
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "too_large"}), 1);
}

TEST_F(LimitsTest, EndsBodiesThatDecodeToNothing) {
    site.on("/nothing",
            endless("HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nConnection: close\r\n\r\n", zstd_nothing(10'000)));
    Error error = error_of("/nothing");
    EXPECT_EQ(error.code, Errc::too_large);
    EXPECT_EQ(error.what, text("/nothing", ": body: more than 100000B on the wire"));
}

TEST_F(LimitsTest, UnpacksNothingThatIsPackedMoreThanOnce) {
    const std::string twice = "Content-Encoding: gzip\r\nContent-Encoding: identity, GZIP\r\n";
    site.on("/twice", [this](Site::Socket& socket) -> asio::awaitable<void> {
        const bool compressed = !header_of(site.requests().back(), "accept-encoding").empty();
        const std::string body = compressed ? zstd_bomb(1000) : "plain";
        const std::string coding = compressed ? "Content-Encoding: zstd, zstd\r\n" : "";
        std::string all =
            "HTTP/1.1 200 OK\r\n" + coding + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        co_await send(socket, std::move(all));
    });
    Result<Response> answer = get("/twice");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body, "plain");
    EXPECT_EQ(site.requests().size(), 2u);
    site.on("/always", "200 OK", twice, gzip);
    answer = get("/always");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body.size(), 120u) << "one layer, which was all there was";
    site.on("/transfer",
            endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, gzip\r\nConnection: close\r\n\r\n", gzip));
    EXPECT_EQ(error_of("/transfer").what, text("/transfer", ": receive: compressed more than once"));
}

TEST_F(LimitsTest, LimitsWhatTheBodyOfARedirectUnpacksTo) {
    site.on("/away", "302 Found", "Location: /x\r\nContent-Encoding: zstd\r\n", zstd_bomb(1000));
    EXPECT_EQ(error_of("/away").what, text("/away", ": body: more than 100000B"));
}

TEST_F(LimitsTest, RefusesAnnouncedBodiesThatAreTooLargeBeforeReadingThem) {
    site.on("/big", stuck("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n"));
    EXPECT_EQ(error_of("/big"), (Error{Errc::too_large, text("/big", ": body: more than 100000B announced")}));
}

TEST_F(LimitsTest, EndsEndlessBodies) {
    site.on("/endless", endless("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", std::string(1000, 'x')));
    EXPECT_EQ(error_of("/endless"), (Error{Errc::too_large, text("/endless", ": body: more than 100000B")}));
}

TEST_F(LimitsTest, EndsEndlessBodiesOfRedirects) {
    site.on("/endless",
            endless("HTTP/1.1 302 Found\r\nLocation: /x\r\nConnection: close\r\n\r\n", std::string(999, 'x')));
    EXPECT_EQ(error_of("/endless").code, Errc::too_large);
}

TEST_F(LimitsTest, EndsEndlessHeaders) {
    site.on("/long", endless("HTTP/1.1 200 OK\r\n", "X-Header: " + std::string(1000, 'x') + "\r\n"));
    site.on("/many", endless("HTTP/1.1 200 OK\r\n", "X: y\r\n"));
    site.on("/hints", endless("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"));
    for (const char* path : {"/long", "/many", "/hints"})
        EXPECT_EQ(error_of(path), (Error{Errc::too_large, text(path, ": headers: more than 64KiB or 500 lines")}));
}

TEST_F(LimitsTest, NamesWhatIsWrongWithAHead) {
    const std::string large = ": headers: more than 64KiB or 500 lines";
    const struct {
        const char* path;
        std::string answer;
        Errc code;
        std::string why;
    } cases[] = {
        {"/one-line", "HTTP/1.1 200 OK\r\nX: " + std::string(2'000'000, 'x') + "\r\n\r\n", Errc::too_large, large},
        {"/transfer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: zork\r\n\r\nhello", Errc::network,
         ": receive: the body has a Transfer-Encoding that is not known"},
        {"/version", "HTTP/3.7 200 OK\r\n\r\nhello", Errc::network,
         ": receive: Unsupported HTTP version (3.7) in response"},
        // Cut off: behind the status, between two lines, amid one; after an interim answer; of a redirect.
        {"/status", "HTTP/1.1 200 OK\r\n", Errc::network, ": receive: cut off amid the headers"},
        {"/line", "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n", Errc::network,
         ": receive: cut off amid the headers"},
        {"/amid", "HTTP/1.1 200 OK\r\nContent-Type: text/", Errc::network, ": receive: cut off amid the headers"},
        {"/interim", "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nX: y", Errc::network,
         ": receive: cut off amid the headers"},
        {"/moved", "HTTP/1.1 302 Found\r\nLocation: /x\r\nX: y", Errc::network, ": receive: cut off amid the headers"},
    };
    for (const auto& it : cases) {
        site.on(it.path, [answer = it.answer](Site::Socket& socket) -> asio::awaitable<void> {
            co_await send(socket, answer);
            boost::system::error_code gone;  // the client may have had enough
            socket.shutdown(Site::Socket::shutdown_send, gone);
        });
        EXPECT_EQ(error_of(it.path), (Error{it.code, text(it.path, it.why)})) << it.path;
    }
}

TEST_F(LimitsTest, TakesAHeadWithoutABody) {
    site.on("/bare", [](Site::Socket& socket) -> asio::awaitable<void> {
        co_await send(socket, "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.0 200 OK\n\n");
        socket.close();
    });
    Result<Response> answer = get("/bare");
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body, "");
}

TEST_F(LimitsTest, TheSourcesLimitGoesFirst) {
    site.on("/small", "200 OK", "", "123456");
    Request wanted = request("/small");
    wanted.max_body = 5;
    EXPECT_EQ(fetch(wanted).error().code, Errc::too_large);
    wanted.max_body = 6;
    EXPECT_TRUE(fetch(wanted));
}

TEST_F(LimitsTest, EndsFetchesThatTakeTooLong) {
    options.timeout = 300ms;
    restart();
    site.on("/silent", stuck(""));
    site.on("/slow-headers", stuck("HTTP/1.1 200 OK\r\nContent-Type: te"));
    site.on("/stalled", stuck("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"));
    EXPECT_EQ(error_of("/silent"),
              (Error{Errc::timeout, text("/silent", ": no answer within 200ms, two thirds of `timeout`")}));
    EXPECT_EQ(error_of("/slow-headers"),
              (Error{Errc::timeout, text("/slow-headers", ": no data for 100ms, a third of `timeout`")}));
    EXPECT_EQ(error_of("/stalled"),
              (Error{Errc::timeout, text("/stalled", ": no data for 100ms, a third of `timeout`")}));
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "timeout"}), 3);
}

TEST_F(LimitsTest, EndsFetchesThatTrickle) {
    Request wanted = request("/trickle");
    wanted.timeout = 600ms;
    auto trickle = [](Site::Socket& socket) -> asio::awaitable<void> {
        asio::steady_timer pause(socket.get_executor());
        bool there = co_await send(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        while (there) {
            pause.expires_after(5ms);
            co_await pause.async_wait(asio::use_awaitable);
            there = co_await send(socket, "x");
        }
        socket.close();
    };
    site.on("/trickle", trickle);
    EXPECT_EQ(fetch(wanted).error(), (Error{Errc::timeout, text("/trickle", ": not complete after 600ms")}));
}

TEST_F(LimitsTest, SaysWhatWentWrongOnTheWire) {
    auto hang_up = [](Site::Socket& socket) -> asio::awaitable<void> {
        socket.close();
        co_return;
    };
    auto cut_off = [](Site::Socket& socket) -> asio::awaitable<void> {
        co_await send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
        socket.close();
    };
    site.on("/hang-up", hang_up);
    site.on("/cut-off", cut_off);
    site.on("/garbage", stuck("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    EXPECT_EQ(error_of("/hang-up").what,
              text("/hang-up", ": receive: the server closed the connection without an answer"));
    EXPECT_THAT(error_of("/cut-off").what, StartsWith(text("/cut-off", ": receive: ")));
    EXPECT_THAT(error_of("/garbage").what, StartsWith(text("/garbage", ": ")));
    EXPECT_EQ(counted("newsbus_fetches_total", {"result", "network"}), 3);
}

TEST_F(LimitsTest, TakesABodyAsItComesWhenItsLabelLies) {
    for (std::string label : {"gzip", "br", "zstd", "UTF-8", "none"}) {
        SCOPED_TRACE(label);
        site.on("/lie", "200 OK", "ETag: \"1\"\r\nContent-Encoding: " + label + "\r\n", "plain text");
        Result<Response> answer = get("/lie");
        ASSERT_TRUE(answer) << answer.error().what;
        EXPECT_EQ(answer->body, "plain text");
        EXPECT_EQ(answer->header("etag"), "\"1\"");
    }
}

TEST_F(LimitsTest, SaysThatNobodyListens) {
    asio::ip::tcp::acceptor closed(io, {asio::ip::make_address("127.0.0.1"), 0});
    Request wanted;
    wanted.url = *Url::parse("http://127.0.0.1:" + std::to_string(closed.local_endpoint().port()) + "/");
    closed.close();
    Error error = fetch(wanted).error();
    EXPECT_EQ(error.code, Errc::network);
    EXPECT_THAT(error.what, StartsWith(wanted.url.str() + ": connect: "));
    EXPECT_THAT(error.what, EndsWith("(Connection refused)"));
}

TEST_F(LimitsTest, RefusesOtherSchemesAndHeadersThatCannotBeSent) {
    Request wanted;
    wanted.url = *Url::parse("ftp://127.0.0.1/x");
    EXPECT_EQ(fetch(wanted).error().what, "ftp://127.0.0.1/x: only http and https are fetched");
    for (const char* value : {"a\r\nX-Injected: b", "a\nb", "\x01"}) {
        wanted = request("/x");
        wanted.headers = {{"X-Name", value}};
        EXPECT_EQ(fetch(wanted).error().code, Errc::config);
        wanted = request("/x");
        wanted.validators.etag = value;
        EXPECT_EQ(fetch(wanted).error().code, Errc::config);
    }
    EXPECT_EQ(site.connections(), 0);
}

}  // namespace
}  // namespace newsbus::http
