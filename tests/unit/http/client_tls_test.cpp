// TLS and HTTP/2: whom the client trusts, what it shows of itself, and that the limits hold there, too.

#include "fixture.h"
#include "resolver.h"
#include "tls_site.h"

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <vector>

namespace newsbus::http {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const std::string here = NEWSBUS_TEST_DIR "/support/tls/";
const std::string feed_body = frame(0, 1, 1, "<rss/>");

/// A field of a head that is neither indexed nor kept (RFC 7541, section 6.2.2).
std::string field(const std::string& name, const std::string& value) {
    return std::string(1, '\0') + static_cast<char>(name.size()) + name + static_cast<char>(value.size()) + value;
}

struct ClientTlsTest : ClientTest {
    static Request trusting(const TlsSite& site) {
        Request wanted;
        wanted.url = site.url("/feed");
        wanted.ca_file = TlsSite::ca_file();
        return wanted;
    }
    Error error_of(Request wanted) {
        Result<Response> answer = fetch(std::move(wanted));
        EXPECT_FALSE(answer);
        restart();  // closes the connection
        return answer ? Error{} : answer.error();
    }
};

TEST_F(ClientTlsTest, TrustsNobodyButThoseOfTheSystemAndOfTheSource) {
    TlsSite honest(settings + status_200 + feed_body, "");
    Request wanted = trusting(honest);
    EXPECT_TRUE(fetch(wanted));
    restart();
    wanted.ca_file = "";
    EXPECT_THAT(error_of(wanted).what,
                EndsWith(": TLS: the server's certificate is self-signed; `ca_file` can name it as trusted"));
    wanted.ca_file = here + "client.pem";
    EXPECT_THAT(error_of(wanted).what, EndsWith("is self-signed and not the one in `ca_file`"));
    wanted.ca_file = here + "README";
    EXPECT_THAT(error_of(wanted).what, HasSubstr(": TLS: the file of trusted certificates cannot be used"));
    EXPECT_THAT(honest.clients(), ElementsAre(""));
}

TEST_F(ClientTlsTest, TheCertificateMustBeForTheNameThatWasAsked) {
    TlsSite honest(settings + status_200 + feed_body, "");
    Resolver resolver;
    resolver.answer("other.example", {{"127.0.0.1"}});
    Request wanted = trusting(honest);
    wanted.url = *Url::parse("https://other.example:" + std::to_string(honest.url("/").port()) + "/feed");
    EXPECT_THAT(error_of(wanted).what,
                EndsWith(": TLS: the server's certificate is for another name than other.example"));
}

TEST_F(ClientTlsTest, WhomOneSourceTrustsIsNotTrustedForAnotherOnTheSameConnection) {
    TlsSite honest(settings + status_200 + feed_body, "");
    Request second = trusting(honest);
    second.ca_file = "";
    std::vector<Result<Response>> answers;
    run([&]() -> boost::asio::awaitable<void> {
        answers.push_back(co_await client->fetch(trusting(honest)));
        answers.push_back(co_await client->fetch(second));
    });
    EXPECT_TRUE(answers[0]) << answers[0].error().what;
    ASSERT_FALSE(answers[1]);
    EXPECT_THAT(answers[1].error().what, HasSubstr(": TLS: the server's certificate is self-signed"));
}

TEST_F(ClientTlsTest, AClientCertificateIsShownToItsOwnOriginOnly) {
    TlsSite away(settings + status_200 + feed_body, "");
    const std::string location = away.url("/feed").str();
    // 302, with the status as a literal: only 200 and a few others are in the table.
    const std::string head = std::string("\x08\x03", 2) + "302" + field("location", location);
    TlsSite own(settings + frame(1, 5, 1, head), "");
    Request wanted = trusting(own);
    wanted.cert_file = here + "client.pem";
    wanted.key_file = here + "client.key";
    Result<Response> answer = fetch(wanted);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->url, away.url("/feed"));
    EXPECT_THAT(own.clients(), ElementsAre("newsbus test client"));
    EXPECT_THAT(away.clients(), ElementsAre(""));
    restart();
    wanted.url = away.url("/feed");
    wanted.cert_file = here + "both.pem";
    wanted.key_file = "";
    EXPECT_TRUE(fetch(wanted)) << "certificate and key in one file";
    EXPECT_THAT(away.clients(), ElementsAre("", Not("")));
}

TEST_F(ClientTlsTest, LimitsHoldInHttp2) {
    options.max_body = 100'000;
    restart();
    const std::string data = frame(0, 0, 1, std::string(16'000, 'x'));
    const struct {
        const char* name;
        std::string first, again;
        Errc code;
        const char* why;
    } cases[] = {
        {"endless body", status_200, data, Errc::too_large, ": body: more than 100000B"},
        {"announced", frame(1, 4, 1, "\x88" + field("content-length", "100001")), "", Errc::too_large,
         ": body: more than 100000B announced"},
        {"no answer", "", "", Errc::timeout, ": no answer within 1s, two thirds of `timeout`"},
        {"stalled", status_200 + frame(0, 0, 1, "<rss>"), "", Errc::timeout,
         ": no data for 500ms, a third of `timeout`"},
    };
    for (const auto& it : cases) {
        TlsSite hostile(settings + it.first, it.again);
        Request wanted = trusting(hostile);
        if (it.code == Errc::timeout) wanted.timeout = 1500ms;
        EXPECT_EQ(error_of(std::move(wanted)), (Error{it.code, hostile.url("/feed").str() + it.why})) << it.name;
    }
}

TEST_F(ClientTlsTest, WhatIsCutInHttp2IsNoAnswer) {
    const std::string reset = frame(3, 0, 1, std::string{0, 0, 0, 2});
    const std::string longer = frame(1, 4, 1, "\x88" + field("content-length", "10"));
    const struct {
        const char* name;
        std::string answer;
    } cases[] = {
        {"reset amid the body", status_200 + frame(0, 0, 1, "<rss>") + reset},
        {"shorter than its length", longer + frame(0, 1, 1, "<rss>")},
        {"longer than its length", longer + frame(0, 1, 1, "<rss>         </rss>")},
        {"goes away", frame(7, 0, 0, std::string{0, 0, 0, 0, 0, 0, 0, 2})},
        {"a frame for nobody", frame(0, 0, 7, "<rss>")},
    };
    for (const auto& it : cases) {
        TlsSite hostile(settings + it.answer, "");
        Request wanted = trusting(hostile);
        wanted.timeout = 3s;
        const Error error = error_of(wanted);
        EXPECT_EQ(error.code, Errc::network) << it.name << ": " << error.what;
        EXPECT_THAT(error.what, HasSubstr(hostile.url("/feed").str() + ": ")) << it.name;
    }
}

}  // namespace
}  // namespace newsbus::http
