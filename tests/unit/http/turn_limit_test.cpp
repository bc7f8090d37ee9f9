#include "http/turn_limit.h"

#include "fixture.h"
#include "tls_site.h"

#include <gmock/gmock.h>

#include <ctime>

namespace newsbus::http {
namespace {

using testing::HasSubstr;

std::string repeated(const std::string& piece) {
    std::string text;
    while (text.size() < 16'000) text += piece;
    return text;
}

double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

struct TurnLimitTest : ClientTest {
    Result<Response> fetch_from(const TlsSite& from) {
        Request wanted;
        wanted.url = from.url("/feed");
        wanted.ca_file = TlsSite::ca_file();
        auto answer = fetch(std::move(wanted));
        restart();  // closes the connection, which it would keep
        return answer;
    }
};

TEST_F(TurnLimitTest, EndsAFetchWhoseFramesBringNothing) {
    const struct {
        const char* name;
        std::string first, again;
    } floods[] = {
        {"empty DATA", status_200, frame(0, 0, 1)},
        {"padding", status_200, frame(0, 8, 1, std::string(1, 16) + std::string(16, '\0'))},
        {"WINDOW_UPDATE", "", frame(8, 0, 0, std::string{0, 0, 0, 1})},
        {"PRIORITY", "", frame(2, 0, 3, std::string{0, 0, 0, 0, 1})},
        {"a type that nobody knows", "", frame(0x5e, 0, 0, "words")},
    };
    for (const auto& flood : floods) {
        TlsSite hostile(settings + flood.first, repeated(flood.again));
        const double before = cpu_seconds();
        const auto answer = fetch_from(hostile);
        EXPECT_LT(cpu_seconds() - before, 1.5) << flood.name;
        ASSERT_FALSE(answer) << flood.name;
        EXPECT_EQ(answer.error().code, Errc::too_large) << flood.name;
        EXPECT_THAT(answer.error().what, HasSubstr("of CPU time")) << flood.name;
    }
}

TEST_F(TurnLimitTest, SaysThatHeadersAreTooLargeWhichReferencesMultiply) {
    // A field of 3,000 bytes for the table of HPACK (RFC 7541, section 6.2.1), length in two more bytes; then it again.
    const std::string field = std::string("\x40\x01x\x7f\xb9\x16") + std::string(3'000, 'y');
    TlsSite hostile(settings + frame(1, 4, 1, "\x88" + field + std::string(200, '\xbe')), "");
    const auto answer = fetch_from(hostile);
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().what, HasSubstr(": headers: more than 64KiB or 500 lines"));
    EXPECT_EQ(answer.error().code, Errc::too_large);
}

TEST_F(TurnLimitTest, LeavesAnAnswerAloneAndOffersNoPrimeOfTheServers) {
    TlsSite honest(settings + status_200 + frame(0, 1, 1, "<rss/>"), "");
    const auto answer = fetch_from(honest);
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->body, "<rss/>");
}

}  // namespace
}  // namespace newsbus::http
