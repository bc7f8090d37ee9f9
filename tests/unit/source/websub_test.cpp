#include "source/websub.h"

#include "base/secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::source {
namespace {

using namespace std::chrono_literals;
using Mode = Verification::Mode;

Response answer(std::vector<std::string> links, std::string body = "") {
    Response response;
    response.status = 200;
    response.url = Url::parse("https://news.example/feed?x=1#top").value();
    for (std::string& link : links) response.headers.emplace_back("link", std::move(link));
    response.body = std::move(body);
    return response;
}

HubOffer announced(const Response& response, const FeedInfo& feed = {}, Kind kind = Kind::feed,
                   const Push& current = {}) {
    return announced_hub(response, feed, kind, current);
}

FeedInfo feed_with(std::vector<std::string> hubs, std::string self = "") {
    FeedInfo feed;
    feed.hubs = std::move(hubs);
    feed.feed_url = std::move(self);
    return feed;
}

// Section 4: discovery

TEST(WebSub, FindsHubAndTopicInLinkHeaders) {
    const HubOffer expected{"https://hub.example/", "https://news.example/feed.xml"};
    EXPECT_EQ(announced(answer({R"(<https://hub.example/>; rel="hub", </feed.xml>; rel=self)"})), expected);
    EXPECT_EQ(announced(answer({R"(<https://hub.example/>; rel="hub")", R"(</feed.xml>; rel="self")"})), expected);
    EXPECT_EQ(announced(answer({R"(<https://hub.example/>; rel="preconnect HUB", </feed.xml>; rel="self alternate")"})),
              expected);
}

TEST(WebSub, BelievesHeadersBeforeTheDocument) {
    const FeedInfo feed = feed_with({"https://other.example/"}, "https://news.example/other.xml");
    EXPECT_EQ(announced(answer({"<https://hub.example/>; rel=hub, </feed.xml>; rel=self"}), feed),
              (HubOffer{"https://hub.example/", "https://news.example/feed.xml"}));
    EXPECT_EQ(announced(answer({"<https://hub.example/>; rel=hub"}), feed),
              (HubOffer{"https://hub.example/", "https://news.example/other.xml"}));
    EXPECT_EQ(announced(answer({"</feed.xml>; rel=self"}), feed),
              (HubOffer{"https://other.example/", "https://news.example/feed.xml"}));
}

TEST(WebSub, FindsThemInAFeed) {
    EXPECT_EQ(announced(answer({}), feed_with({"https://hub.example/"}, "https://news.example/feed.xml")),
              (HubOffer{"https://hub.example/", "https://news.example/feed.xml"}));
}

TEST(WebSub, FindsThemInTheHeadOfAPageOnly) {
    const std::string links = R"(<link rel="hub" href="https://hub.example/"><link rel="self" href="/front">)";
    const HubOffer expected{"https://hub.example/", "https://news.example/front"};
    for (Kind kind : {Kind::page, Kind::listing}) {
        EXPECT_EQ(announced(answer({}, "<!doctype html><html><head>" + links + "</head><body>x"), {}, kind), expected);
        EXPECT_EQ(announced(answer({}, "<html><head><title>x</title></head><body>" + links), {}, kind), HubOffer());
        EXPECT_EQ(announced(answer({}, "<html><head></head>" + links), {}, kind), HubOffer());
        EXPECT_EQ(announced(answer({}, "<html><head><script>" + links + "</script></head>"), {}, kind), HubOffer());
    }
    EXPECT_EQ(announced(answer({}, "<html><head>" + links + "</head>")), HubOffer());  // that is no feed
}

TEST(WebSub, TakesTheAddressThatAnsweredWhereNoTopicIsNamed) {
    EXPECT_EQ(announced(answer({"<https://hub.example/>; rel=hub"})).topic, "https://news.example/feed?x=1");
}

TEST(WebSub, KeepsTheHubThatItHasAndPrefersEncryption) {
    const FeedInfo feed = feed_with({"http://a.example/", "https://b.example/", "https://c.example/"});
    EXPECT_EQ(announced(answer({}), feed).hub, "https://b.example/");
    Push push;
    push.hub = "https://c.example/";
    EXPECT_EQ(announced(answer({}), feed, Kind::feed, push).hub, "https://c.example/");
    EXPECT_EQ(announced(answer({}), feed_with({"http://a.example/"})).hub, "http://a.example/");
}

TEST(WebSub, TakesNoAddressThatCannotBeAsked) {
    for (const std::string& hub :
         std::vector<std::string>{"mailto:hub@example.org", "javascript:alert(1)", "file:///etc/passwd", "ftp://x/", "",
                                  "http://", "https://" + std::string(3000, 'a') + ".example/"})
        EXPECT_EQ(announced(answer({"<" + hub + ">; rel=hub"})), HubOffer()) << hub;
    EXPECT_EQ(announced(answer({"<https://user:secret@hub.example/>; rel=hub"})).hub, "https://hub.example/");
    EXPECT_EQ(announced(answer({"<https://hub.example/>; rel=hubbub"})), HubOffer());
}

// Section 5.1: requests

Push push_of(PushStage stage = PushStage::wanted) {
    Push push;
    push.stage = stage;
    push.hub = "https://hub.example/?a=b";
    push.topic = "https://news.example/feed?x=1&y=ü";
    push.token = "0123456789abcdef0123456789abcdef";
    push.secret = "s3cret";
    return push;
}

TEST(WebSub, AsksForASubscription) {
    const Request request = hub_request(push_of(), "https://me.example/hooks/").value();
    EXPECT_EQ(request.url.str(), "https://hub.example/?a=b");
    EXPECT_EQ(request.form,
              "hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed%3Fx%3D1%26y%3D%C3%BC"
              "&hub.callback=https%3A%2F%2Fme.example%2Fhooks%2Fwebsub%2F0123456789abcdef0123456789abcdef"
              "&hub.lease_seconds=864000&hub.secret=s3cret");
    EXPECT_LE(request.max_body, 64u << 10);
    EXPECT_TRUE(request.headers.empty());
    EXPECT_TRUE(request.username.empty());
}

TEST(WebSub, EndsASubscriptionWithoutTellingTheSecretAgain) {
    const Request request = hub_request(push_of(PushStage::ending), "https://me.example").value();
    EXPECT_EQ(request.form,
              "hub.mode=unsubscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed%3Fx%3D1%26y%3D%C3%BC"
              "&hub.callback=https%3A%2F%2Fme.example%2Fwebsub%2F0123456789abcdef0123456789abcdef");
}

TEST(WebSub, FindsTheTokenInAPath) {
    const std::string token = "0123456789abcdef0123456789abcdef";
    EXPECT_EQ(token_of("/websub/" + token, "/"), token);
    EXPECT_EQ(token_of("/websub/" + token, ""), token);
    EXPECT_EQ(token_of("/hooks/websub/" + token, "/hooks/"), token);
    EXPECT_EQ(token_of("/websub/" + token, "/hooks"), token);  // a proxy took the folder away
    for (const std::string& path :
         std::vector<std::string>{"/", "/websub/", "/websub/" + token + "/", "/websub/../" + token,
                                  "/x/websub/" + token, "/websub//" + token, "//websub/" + token,
                                  "/websub/0123456789abcdef0123456789abcdeg", "/websub/" + token + "0", std::string()})
        EXPECT_EQ(token_of(path, "/hooks"), std::nullopt) << path;
}

// Sections 5.2 and 5.3: what a hub asks

TEST(WebSub, ReadsVerifications) {
    auto read = read_verification(
        "hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed&hub.challenge=a+b%2Bc&hub.lease_seconds=60");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (Verification{Mode::subscribe, "https://news.example/feed", "a b+c", Duration(60s), ""}));
    read = read_verification("x=1&hub.mode=unsubscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=never");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (Verification{Mode::unsubscribe, "t", "c", std::nullopt, ""}));
    read = read_verification("hub.mode=denied&hub.topic=t&hub.reason=no%0Away");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (Verification{Mode::denied, "t", "", std::nullopt, "no way"}));
}

TEST(WebSub, OfAParameterThatStandsTwiceTheFirstCounts) {
    EXPECT_EQ(read_verification("hub.mode=denied&hub.topic=a&hub.topic=b&hub.mode=subscribe")->topic, "a");
}

TEST(WebSub, TakesNoVerificationThatCannotBeUsed) {
    const std::string good = "hub.mode=subscribe&hub.topic=t&hub.lease_seconds=60&hub.challenge=";
    ASSERT_TRUE(read_verification(good + "c"));
    for (const std::string& query :
         {std::string(), good, good + "%00", good + "a%0Ab", good + "%80", good + std::string(1001, 'a'),
          std::string("hub.mode=subscribe&hub.challenge=c"),
          std::string("hub.mode=publish&hub.topic=t&hub.challenge=c"), std::string("hub.topic=t&hub.challenge=c"),
          std::string("hub.mode=subscribe&hub.topic=&hub.challenge=c"),
          std::string("hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=0"),
          std::string("hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=-5"),
          std::string("hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=1h"),
          std::string(20'000, 'a') + "&hub.mode=denied&hub.topic=t"})
        EXPECT_FALSE(read_verification(query)) << query.substr(0, 100);
}

TEST(WebSub, BoundsLeasesThatNeverEnd) {
    const std::string query = "hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=";
    for (const char* seconds : {"31536000", "99999999999", "99999999999999999999999"})
        EXPECT_EQ(read_verification(query + seconds)->lease, Duration(24h * 30)) << seconds;
}

TEST(WebSub, KnowsATopicThatWasWrittenAnew) {
    EXPECT_TRUE(same_topic("https://news.example/feed", "https://news.example/feed"));
    EXPECT_TRUE(same_topic("HTTPS://News.Example:443/feed", "https://news.example/feed"));
    EXPECT_FALSE(same_topic("https://news.example/feed", "https://news.example/feed2"));
    EXPECT_FALSE(same_topic("", "https://news.example/feed"));
}

// Section 7.1: signatures

std::string header_for(const std::string& hash, std::string_view key, std::string_view body) {
    std::string header = hash + "=";
    for (unsigned char byte : hmac(hash, key, body)) {
        header += "0123456789ABCDEF"[byte >> 4];
        header += "0123456789abcdef"[byte & 15];
    }
    return header;
}

TEST(WebSub, KnowsEveryHashOfTheStandard) {
    for (const std::string hash : {"sha1", "sha256", "sha384", "sha512"}) {
        const auto signature = read_signature(" " + header_for(hash, "key", "body"));
        ASSERT_TRUE(signature) << hash;
        EXPECT_TRUE(is_signed(*signature, "key", "body")) << hash;
        EXPECT_FALSE(is_signed(*signature, "key", "Body")) << hash;
        EXPECT_FALSE(is_signed(*signature, "Key", "body")) << hash;
    }
}

TEST(WebSub, TakesNoOtherSignature) {
    const std::string good = header_for("sha256", "key", "body");
    for (const std::string& header :
         {std::string(), std::string("sha256"), std::string("sha256="), std::string("="), good.substr(0, 20),
          good + "00", good.substr(7), "md5=" + good.substr(7), "sha1=" + good.substr(7), good.substr(0, 70) + "g",
          "none=" + std::string(64, '0'), "sha256==" + good.substr(7)})
        EXPECT_FALSE(read_signature(header)) << header;
}

// When

TEST(WebSub, RenewsALeaseAfterTwoThirdsOfIt) {
    EXPECT_EQ(renew_after(300s, 0, 1s), Duration(200s));
    EXPECT_EQ(renew_after(300s, 1, 1s), Duration(170s));
    EXPECT_EQ(renew_after(9s, 0, 60s), Duration(60s));
    EXPECT_EQ(renew_after(24h * 365, 0, 60s), Duration(24h * 20));
}

TEST(WebSub, LeavesAHubAloneForLongerAndLonger) {
    EXPECT_EQ(hub_pause(1, 0, 1s), Duration(5min));
    EXPECT_EQ(hub_pause(2, 0, 1s), Duration(20min));
    EXPECT_EQ(hub_pause(3, 0, 1s), Duration(80min));
    EXPECT_EQ(hub_pause(1000, 0, 1s), Duration(24h));
    EXPECT_EQ(hub_pause(1, 1, 1s), Duration(330s));
    EXPECT_EQ(hub_pause(1, 0, 1h), Duration(1h));
}

}  // namespace
}  // namespace newsbus::source
