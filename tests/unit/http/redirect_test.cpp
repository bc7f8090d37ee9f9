#include "http/redirect.h"

#include <gtest/gtest.h>

#include <vector>

namespace newsbus::http {
namespace {

Url url(const std::string& text) {
    return *Url::parse(text);
}

Response moved(const std::string& from, const std::string& location, int status = 302) {
    Response response;
    response.status = status;
    response.url = url(from);
    if (!location.empty()) response.headers = {{"location", location}};
    return response;
}

Request secret_request() {
    Request request;
    request.url = url("https://a.example/feed");
    request.validators = {"\"e\"", "yesterday"};
    request.headers = {{"authorization", "Bearer x"},
                       {"Cookie", "s=1"},
                       {"X-Api-Key", "k"},
                       {"accept-language", "de"},
                       {"User-Agent", "mine"}};
    request.username = "user";
    request.password = "secret";
    request.cert_file = "/cert.pem";
    request.key_file = "/key.pem";
    request.ca_file = "/ca.pem";
    return request;
}

TEST(Follow, GivesAnotherOriginNeitherCredentialsNorConfiguredHeaders) {
    for (const char* target : {"https://b.example/feed", "http://a.example/feed", "https://a.example:8443/feed"}) {
        Request next = follow(secret_request(), url(target));
        EXPECT_EQ(next.url, url(target));
        EXPECT_EQ(next.username + next.password + next.cert_file + next.key_file, "") << target;
        using Headers = std::vector<std::pair<std::string, std::string>>;
        EXPECT_EQ(next.headers, (Headers{{"accept-language", "de"}, {"User-Agent", "mine"}})) << target;
        EXPECT_EQ(next.ca_file, "/ca.pem");
        EXPECT_EQ(next.validators.etag, "\"e\"");
    }
}

TEST(Follow, KeepsEverythingOnTheSameOrigin) {
    Request next = follow(secret_request(), url("https://a.example/other"));
    EXPECT_EQ(next.headers, secret_request().headers);
    EXPECT_EQ(next.username, "user");
    EXPECT_EQ(next.cert_file, "/cert.pem");
}

TEST(ValidatorsAt, GoOnToTheSamePlaceAndToTheAddressTheyCameFrom) {
    const struct {
        const char *from, *target;
        bool sent;
    } cases[] = {
        // Nobody knows of another address: they are of the one that is asked.
        {"", "https://a.example/feed", true},
        {"", "https://a.example/feed?v=2", true},
        {"", "https://a.example/other", false},
        {"", "https://www.a.example/feed", false},
        {"", "https://a.example:8443/feed", false},
        {"", "http://login.hotel.example/", false},
        // They came from the end of a redirect.
        {"https://cdn.example/7f/feed?sig=1", "https://cdn.example/7f/feed?sig=2", true},
        {"https://cdn.example/7f/feed", "http://cdn.example/7f/feed", true},
        {"https://cdn.example/7f/feed", "https://cdn.example/8a/feed", false},
        {"https://cdn.example/7f/feed", "https://a.example/feed", false},
        {"https://cdn.example/7f/feed", "https://login.hotel.example/7f/feed", false},
        {"nonsense", "https://a.example/feed", false},
    };
    for (const auto& [from, target, sent] : cases) {
        const Validators validators{"\"e\"", "yesterday", from};
        EXPECT_EQ(validators_at(validators, url("http://a.example/feed"), url(target)),
                  sent ? validators : Validators())
            << from << " -> " << target;
    }
}

TEST(Trail, ResolvesTargetsAndDropsFragments) {
    struct Case {
        const char* location;
        const char* target;
    };
    for (const Case& it : std::vector<Case>{
             {"/b", "http://a.example/b"},
             {"b", "http://a.example/x/b"},
             {"../b?c#d", "http://a.example/b?c"},
             {"//b.example", "http://b.example/"},
             {"https://me:secret@b.example/", "https://b.example/"},
             {"https://b.example/\xc3\xa9", "https://b.example/%C3%A9"},
         }) {
        Trail trail(url("http://a.example/x/y"), 8);
        auto next = trail.next(moved("http://a.example/x/y", it.location, 301));
        ASSERT_TRUE(next && *next) << it.location;
        EXPECT_EQ((*next)->str(), it.target);
        EXPECT_EQ(trail.redirects(), (std::vector<Redirect>{{301, url("http://a.example/x/y"), url(it.target)}}));
    }
}

// RFC 9110, section 15.4.
TEST(Trail, FollowsWhatRedirectsAndNothingElse) {
    for (int status = 300; status < 310; ++status) {
        const bool redirects = status <= 303 ? status != 300 : status == 307 || status == 308;
        Trail trail(url("http://a.example/"), 5);
        auto next = trail.next(moved("http://a.example/", "/b", status));
        ASSERT_TRUE(next) << status;
        EXPECT_EQ(next->has_value(), redirects) << status;
    }
}

TEST(Trail, EndsAtAnswersThatSendNowhere) {
    Trail trail(url("http://a.example/"), 8);
    for (int status : {200, 201, 300, 304, 305, 404, 503})
        EXPECT_FALSE(*trail.next(moved("http://a.example/", "/b", status))) << status;
    EXPECT_FALSE(*trail.next(moved("http://a.example/", "", 302)));
}

TEST(Trail, FailsWhereItMustNotGo) {
    struct Case {
        const char* location;
        const char* why;
    };
    for (const Case& it : std::vector<Case>{
             {"ftp://b.example/x",
              "http://a.example/: redirect: to ftp://b.example/x: only http and https are followed"},
             {"file:///etc/passwd",
              "http://a.example/: redirect: to file:///etc/passwd: only http and https are followed"},
             {"http://a.example/#again",
              "http://a.example/: redirect: goes round: http://a.example/ was visited before"},
         }) {
        Trail trail(url("http://a.example/#begin"), 8);
        auto next = trail.next(moved("http://a.example/", it.location));
        ASSERT_TRUE(next.has_error()) << it.location;
        EXPECT_EQ(next.error().code, Errc::network);
        EXPECT_EQ(next.error().what, it.why);
    }
    Trail trail(url("http://a.example/"), 8);
    auto bad = trail.next(moved("http://a.example/", "http://me:secret@[::bad/"));
    ASSERT_TRUE(bad.has_error());
    EXPECT_EQ(bad.error().what.find("secret"), std::string::npos) << bad.error().what;
}

TEST(Trail, FailsAtACircleThatDoesNotLeadToTheStart) {
    Trail trail(url("http://a.example/0"), 8);
    EXPECT_TRUE(*trail.next(moved("http://a.example/0", "/1")));
    EXPECT_TRUE(*trail.next(moved("http://a.example/1", "/2")));
    auto back = trail.next(moved("http://a.example/2", "/1"));
    ASSERT_TRUE(back.has_error());
    EXPECT_EQ(back.error().what, "http://a.example/2: redirect: goes round: http://a.example/1 was visited before");
}

TEST(Trail, AnAddressMayBeVisitedAgainWithOtherCookies) {
    Trail trail(url("http://a.example/0"), 8);
    EXPECT_TRUE(*trail.next(moved("http://a.example/0", "/1"), 1));
    EXPECT_TRUE(*trail.next(moved("http://a.example/1", "/0"), 1));
    EXPECT_TRUE(*trail.next(moved("http://a.example/0", "/1"), 2));
    EXPECT_TRUE(trail.next(moved("http://a.example/1", "/0"), 2));
    EXPECT_TRUE(trail.next(moved("http://a.example/0", "/1"), 2).has_error());
    std::vector<bool> set_cookie;
    for (const Redirect& hop : trail.redirects()) set_cookie.push_back(hop.set_cookie);
    EXPECT_EQ(set_cookie, (std::vector<bool>{true, false, true, false}));
}

TEST(Trail, FailsAfterTooMany) {
    Trail trail(url("http://a.example/0"), 2);
    EXPECT_TRUE(*trail.next(moved("http://a.example/0", "/1")));
    EXPECT_TRUE(*trail.next(moved("http://a.example/1", "/2")));
    auto third = trail.next(moved("http://a.example/2", "/3"));
    ASSERT_TRUE(third.has_error());
    EXPECT_EQ(third.error().what, "http://a.example/2: redirect: more than 2 in a row");
}

}  // namespace
}  // namespace newsbus::http
