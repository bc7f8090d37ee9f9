#include "config/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::config {
namespace {

/// Which of these texts the check refuses.
std::vector<std::string> refused(const Check& check, const std::vector<std::string>& texts) {
    std::vector<std::string> wrong;
    for (const std::string& text : texts)
        if (check(text)) wrong.push_back(text);
    return wrong;
}

using testing::ElementsAreArray;
using testing::IsEmpty;

TEST(Checks, TakeIdsThatFitATopic) {
    EXPECT_THAT(refused(check_id, {"a", "bbc-world", "BBC_1.2", ".a", "_", "a-", "1", std::string(100, 'x')}),
                IsEmpty());
    const std::vector<std::string> wrong{"", "a b", "a/b", "ä", "a\n", "{a}", std::string(101, 'x')};
    EXPECT_THAT(refused(check_id, wrong), ElementsAreArray(wrong));
    EXPECT_THAT(refused(check_former_id, wrong), ElementsAreArray(wrong));
}

TEST(Checks, TakeNoIdThatIsAnOptionOrAFolder) {
    const std::vector<std::string> wrong{"-", "-a", "--all", ".", "..", "..."};
    EXPECT_THAT(refused(check_id, wrong), ElementsAreArray(wrong));
    EXPECT_THAT(refused(check_former_id, wrong), IsEmpty()) << "`previous_id` may name what was allowed";
    EXPECT_EQ(check_id("-a"), "\"-a\" begins with `-`: commands would take it for an option");
    EXPECT_EQ(check_id(".."), "\"..\" has nothing but dots, as `.` and `..` of paths");
}

TEST(Checks, TakeNamesOfOneLine) {
    EXPECT_THAT(refused(check_name, {"", "BBC News \u2013 \"World\" & more", "\u65b0\u805e \u00c2\u00a0"}), IsEmpty());
    const std::vector<std::string> wrong{"a\nb", "a\x1b[2J", "a\x7f", "a\u009b2J", std::string(301, 'x')};
    EXPECT_THAT(refused(check_name, wrong), ElementsAreArray(wrong));
}

TEST(Checks, TakeHttpUrls) {
    EXPECT_THAT(refused(check_http_url, {"http://example.org", "https://example.org:8443/a?b=c", "http://[::1]/"}),
                IsEmpty());
    const std::vector<std::string> wrong{"",
                                         "example.org",
                                         "/feed",
                                         "htp//x",
                                         "ftp://example.org/",
                                         "http://",
                                         "https://u@example.org/",
                                         "mailto:me@example.org"};
    EXPECT_THAT(refused(check_http_url, wrong), ElementsAreArray(wrong));
}

TEST(Checks, TakeAContactThatSiteOwnersCanUse) {
    EXPECT_THAT(refused(check_contact, {"", "https://example.org/bot", "http://example.org", "news@example.org"}),
                IsEmpty());
    const std::vector<std::string> wrong{"me",
                                         "@example.org",
                                         "me@",
                                         "a@b@c",
                                         "me @example.org",
                                         "ftp://example.org",
                                         "me@example.org)\r\nX: y",
                                         "https://me:secret@example.org/",
                                         "https://exa mple.org/"};
    EXPECT_THAT(refused(check_contact, wrong), ElementsAreArray(wrong));
}

TEST(Checks, TellNobodyThePasswordOfAnAddress) {
    for (auto check : {check_http_url, check_contact, check_proxy})
        for (const char* text : {"https://me:secret@[bad/", "ftp://me:secret@example.org/",
                                 "feed:https://me:secret@x.org/", "https://me:secret@/", "gopher://me:secret@proxy"}) {
            Fault fault = check(text);
            EXPECT_TRUE(fault) << text;
            EXPECT_EQ(fault.value_or("").find("secret"), std::string::npos) << *fault;
        }
}

TEST(Checks, TakeEndpointsOnThisMachineOnly) {
    EXPECT_THAT(refused(check_endpoint, {"tcp://127.0.0.1:5556", "tcp://127.9.9.9:1", "tcp://[::1]:5556",
                                         "tcp://127.0.0.1:*", "tcp://127.0.0.1:0", "ipc:///run/newsbus/live"}),
                IsEmpty());
    std::vector<std::string> wrong{"",
                                   "127.0.0.1:5556",
                                   "tcp://127.0.0.1",
                                   "tcp://127.0.0.1:",
                                   "tcp://127.0.0.1:70000",
                                   "tcp://127.0.0.1:-1",
                                   "tcp://localhost:5556",
                                   "tcp://*:5556",
                                   "tcp://0.0.0.0:5556",
                                   "tcp://[::]:5556",
                                   "tcp://192.168.1.1:5556",
                                   "udp://127.0.0.1:1",
                                   "ipc://relative",
                                   "ipc:///"};
    wrong.push_back("ipc:///" + std::string(107, 'x'));
    EXPECT_THAT(refused(check_endpoint, wrong), ElementsAreArray(wrong));
}

TEST(Checks, SayThatOpenEndpointsNeedCurve) {
    EXPECT_THAT(*check_endpoint("tcp://0.0.0.0:5556"), testing::HasSubstr("without CURVE"));
}

TEST(Checks, TakeAControlAddressOnThisMachineOnly) {
    EXPECT_THAT(refused(check_listen, {"", "127.0.0.1:9556", "[::1]:9556", "127.0.0.1:0", "unix:/run/newsbus/control"}),
                IsEmpty());
    const std::vector<std::string> wrong{"127.0.0.1",    "0.0.0.0:9556", "localhost:9556",
                                         "unix:control", "unix:/",       ":9556"};
    EXPECT_THAT(refused(check_listen, wrong), ElementsAreArray(wrong));
}

TEST(Checks, TakeTopicsThatEndWithASlashAndNameWhatExists) {
    EXPECT_THAT(
        refused(check_topic, {"article/{event}/{language}/{source}/", "news/{source}/", "a-{event}/", "fixed/"}),
        IsEmpty());
    std::vector<std::string> wrong{"",          "article",         "article/{source}", "a/{evnt}/",  "a/{}/",
                                   "a/{event/", "a/event}/",       "a/{ev{ent}/",      "/a/",        "a//b/",
                                   "a b/",      "source/{event}/", "story/",           "heartbeat/", "{event}/",
                                   "ä/"};
    wrong.emplace_back(201, 'x').back() = '/';
    EXPECT_THAT(refused(check_topic, wrong), ElementsAreArray(wrong));
    EXPECT_EQ(check_topic("a/{evnt}/"), "unknown placeholder \"evnt\", did you mean `event`?");
}

TEST(Checks, TakeLanguageTags) {
    EXPECT_THAT(refused(check_language, {"", "en", "pt-BR", "zh-Hant-TW", "gsw", "de-1996"}), IsEmpty());
    const std::vector<std::string> wrong{"e",      "english",          "en_US", "en-", "-en", "12",
                                         "en--US", "en-toolongsubtag", "dé"};
    EXPECT_THAT(refused(check_language, wrong), ElementsAreArray(wrong));
}

TEST(Checks, TakeProxies) {
    EXPECT_THAT(refused(check_proxy, {"", "http://proxy:3128", "https://u:p@proxy.example", "socks5://127.0.0.1:1080",
                                      "socks5h://127.0.0.1:1080"}),
                IsEmpty());
    const std::vector<std::string> wrong{"proxy:3128", "ftp://proxy", "http://", "socks4://proxy"};
    EXPECT_THAT(refused(check_proxy, wrong), ElementsAreArray(wrong));
}

TEST(Checks, FindASocketThatTwoWouldBind) {
    EXPECT_TRUE(same_endpoint("tcp://127.0.0.1:5556", "127.0.0.1:5556"));
    EXPECT_TRUE(same_endpoint("tcp://[::1]:1", "tcp://[0:0:0:0:0:0:0:1]:1"));
    EXPECT_TRUE(same_endpoint("ipc:///run/a", "unix:/run/a"));
    for (const char* other : {"ipc:///run//a", "ipc:///run/./a", "ipc:///run/x/../a", "ipc:////run/a"})
        EXPECT_TRUE(same_endpoint("ipc:///run/a", other)) << other;
    EXPECT_FALSE(same_endpoint("tcp://127.0.0.1:5556", "tcp://127.0.0.1:5557"));
    EXPECT_FALSE(same_endpoint("tcp://127.0.0.1:*", "tcp://127.0.0.1:*"));
    EXPECT_FALSE(same_endpoint("ipc:///run/a", "ipc:///run/b"));
    EXPECT_FALSE(same_endpoint("", "tcp://127.0.0.1:1"));
    EXPECT_FALSE(same_endpoint("", ""));
}

}  // namespace
}  // namespace newsbus::config
