#include "fixture.h"

#include <gmock/gmock.h>

namespace newsbus::http {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

/// A POST of a form. The site takes what follows a head for the beginning of the next one.
struct FormTest : ClientTest {
    Request form_to(const std::string& path) {
        Request posted = request(path);
        posted.form = "hub.mode=subscribe&hub.secret=s";
        return posted;
    }
};

TEST_F(FormTest, IsPostedWithItsLengthAndType) {
    site.on("/hub", "202 Accepted", "", "");
    ASSERT_EQ(fetch(form_to("/hub")).value().status, 202);
    ASSERT_THAT(site.requests(), SizeIs(1));
    EXPECT_THAT(site.requests()[0], StartsWith("POST /hub HTTP/1.1\r\n"));
    EXPECT_EQ(header_of(site.requests()[0], "Content-Type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(header_of(site.requests()[0], "Content-Length"), "31");
}

TEST_F(FormTest, GoesOnAfter307And308WithTheSameForm) {
    site.on("/a", "307 Temporary Redirect", "Location: " + other.url("/b").str() + "\r\n", "");
    other.on("/b", "308 Permanent Redirect", "Location: /c\r\n", "");
    other.on("/c", "202 Accepted", "", "");
    const Result<Response> answer = fetch(form_to("/a"));
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(answer->status, 202);
    EXPECT_THAT(answer->redirects, SizeIs(2));
    ASSERT_THAT(other.requests(), SizeIs(2));
    EXPECT_THAT(other.requests()[0], StartsWith("POST /b HTTP/1.1\r\n"));
    EXPECT_THAT(other.requests()[1], StartsWith("hub.mode=subscribe&hub.secret=sPOST /c HTTP/1.1\r\n"));
}

TEST_F(FormTest, IsSentNowhereElseByOtherRedirects) {
    for (const char* status : {"301 Moved Permanently", "302 Found", "303 See Other"}) {
        site.on("/a", status, "Location: " + other.url("/b").str() + "\r\n", "");
        const Result<Response> answer = fetch(form_to("/a"));
        ASSERT_TRUE(answer) << answer.error().what;
        EXPECT_EQ(answer->status, std::stoi(status));
    }
    EXPECT_THAT(other.requests(), IsEmpty());
}

TEST_F(FormTest, EndsLoopsOfRedirects) {
    site.on("/a", "307 Temporary Redirect", "Location: /a\r\n", "");
    EXPECT_THAT(fetch(form_to("/a")).error().what, HasSubstr("goes round"));
}

TEST_F(FormTest, ContactsNoPrivateNetworkThatIsNotAllowed) {
    options.allow_networks = {};
    restart();
    site.on("/hub", "202 Accepted", "", "");
    EXPECT_THAT(fetch(form_to("/hub")).error().what, HasSubstr("refused by the address guard"));
    EXPECT_THAT(site.requests(), IsEmpty());
}

}  // namespace
}  // namespace newsbus::http
