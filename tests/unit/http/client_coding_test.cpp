// Bodies that are compressed, or are said to be.

#include "fixture.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <functional>
#include <string>

namespace newsbus::http {
namespace {

namespace asio = boost::asio;
using testing::HasSubstr;
using testing::SizeIs;

constexpr int gzip_window = 15 + 16, zlib_window = 15, raw_window = -15;

/// `text` as deflate in the frame that the window bits choose; `flush` says how it ends.
std::string packed(const std::string& text, int window, int flush = Z_FINISH) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, flush);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

const std::string text = "<rss><channel><title>A feed of some length, a feed of some length</title></channel></rss>";

struct CodingTest : ClientTest {
    CodingTest() {
        options.max_body = 100'000;
        restart();
    }
    /// The body that is made of `body` when it is labelled so.
    std::string read_as(const std::string& label, const std::string& body) {
        site.on("/feed", "200 OK", label.empty() ? "" : "Content-Encoding: " + label + "\r\n", body);
        Result<Response> answer = get("/feed");
        EXPECT_TRUE(answer) << label << ": " << answer.error().what;
        return answer ? answer->body : "";
    }
};

TEST_F(CodingTest, DeflateIsReadWithItsFrameAndWithout) {
    EXPECT_EQ(read_as("deflate", packed(text, zlib_window)), text);
    EXPECT_EQ(read_as("deflate", packed(text, raw_window)), text);
    EXPECT_EQ(read_as("x-gzip", packed(text, gzip_window)), text);
    EXPECT_EQ(read_as("GZip", packed(text, gzip_window)), text);
    EXPECT_THAT(site.requests(), SizeIs(4));
}

TEST_F(CodingTest, ACodingThatIsNoneIsNoHindrance) {
    for (const char* label : {"identity", "none", "utf-8", "UTF8", "binary", "7bit", "text/xml", "*", "gzip;q=1", "-"})
        EXPECT_EQ(read_as(label, text), text) << label;
    EXPECT_LE(site.requests().size(), 20u) << "asked once more at most";
}

TEST_F(CodingTest, AWrongLabelOfACompressedBodyIsNoHindrance) {
    EXPECT_EQ(read_as("deflate", packed(text, gzip_window)), text);
    EXPECT_EQ(read_as("br", packed(text, gzip_window)), text);
    EXPECT_EQ(read_as("UTF-8", packed(text, gzip_window)), text);
    EXPECT_THAT(site.requests(), SizeIs(6));
}

TEST_F(CodingTest, TwoLayersAreUnpackedAndNoThird) {
    const std::string once = packed(text, gzip_window), twice = packed(once, gzip_window);
    EXPECT_EQ(read_as("gzip, gzip", twice), text);
    EXPECT_EQ(read_as("gzip, gzip, gzip", packed(twice, gzip_window)), once);
}

TEST_F(CodingTest, WhatHasNoLabelIsLeftToItsReader) {
    const std::string once = packed(text, gzip_window);
    EXPECT_EQ(read_as("", once), once);
    EXPECT_THAT(site.requests(), SizeIs(1));
}

TEST_F(CodingTest, AnEndlessBombEndsAtTheFirstBytesBeyondTheLimit) {
    const std::string zeros(8 << 20, '\0');
    std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
    head += packed(zeros, gzip_window, Z_FULL_FLUSH);
    const std::string more = packed(zeros, raw_window, Z_FULL_FLUSH);  // 8 KB
    int sent = 0;
    site.on("/bomb", [&](Site::Socket& socket) -> asio::awaitable<void> {
        bool there = co_await send(socket, head);
        for (; there && sent < 1200; ++sent) there = co_await send(socket, more);  // 10 GB
        socket.close();
    });
    Result<Response> answer = get("/bomb");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), (Error{Errc::too_large, site.url("/bomb").str() + ": body: more than 100000B"}));
    EXPECT_LT(sent, 1200) << "it stopped reading";
}

TEST_F(CodingTest, LayersOfABombAreBoundedEach) {
    std::string bomb = packed(std::string(8 << 20, '\0'), gzip_window);
    bomb = packed(bomb, gzip_window);
    site.on("/bomb", "200 OK", "Content-Encoding: gzip, gzip\r\n", bomb);
    Result<Response> answer = get("/bomb");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), (Error{Errc::too_large, site.url("/bomb").str() + ": body: more than 100000B"}));
}

TEST_F(CodingTest, AHeaderWithANulIsNoHeader) {
    site.on("/nul", [](Site::Socket& socket) -> asio::awaitable<void> {
        co_await send(socket, std::string("HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n", 45));
        socket.close();
    });
    Result<Response> answer = get("/nul");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().what, HasSubstr(site.url("/nul").str() + ": receive: "));
}

}  // namespace
}  // namespace newsbus::http
