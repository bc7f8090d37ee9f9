#include "config/warnings.h"

#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string contact = "[http]\ncontact = \"desk@news.se\"\n";

std::string source(const std::string& id, const std::string& url, const std::string& more = "") {
    return "[[source]]\nid = \"" + id + "\"\nurl = \"" + url + "\"\n" + more;
}

TEST(Warnings, AreSilentAboutWhatIsMeant) {
    EXPECT_THAT(warnings(contact + source("a", "https://a.se/feed") + source("b", "https://a.se/other")), IsEmpty());
}

TEST(Warnings, SayThatThereIsNoSource) {
    EXPECT_THAT(warnings(contact), ElementsAre("n.toml: warning: there is no source: nothing will be fetched"));
    EXPECT_TRUE(read({{"n.toml", ""}}).usable());
}

TEST(Warnings, FindTheSameDocumentAskedForTwice) {
    const std::string first = contact + source("a", "https://a.se/feed");
    EXPECT_THAT(warnings(first + source("b", "http://www.a.se/feed/?utm_source=x")),
                ElementsAre("n.toml:8:7: warning: `url`: source \"a\" at n.toml:5:7 has it already"));
    EXPECT_THAT(warnings(first + source("b", "https://a.se/feed", "kind = \"page\"\n")), IsEmpty());
    EXPECT_THAT(warnings(first + source("b", "https://a.se/feed", "headers = { Accept-Language = \"de\" }\n")),
                IsEmpty());
    EXPECT_THAT(warnings(first + source("b", "https://a.se/feed", "username = \"me\"\n")), IsEmpty());
}

TEST(Warnings, FindAContactThatIsAnExample) {
    auto with = [](const std::string& text) {
        return "[http]\ncontact = \"" + text + "\"\n" + source("a", "https://a.se/");
    };
    for (const char* text : {"https://example.org/bot", "me@example.com", "https://www.example.net", "me@news.invalid"})
        EXPECT_THAT(warnings(with(text)), ElementsAre(testing::StartsWith("n.toml:2:11: warning: `contact`: ")))
            << text;
    for (const char* text : {"https://notexample.org/bot", "me@example.org.se", "https://news.se/example.org"})
        EXPECT_THAT(warnings(with(text)), IsEmpty()) << text;
}

TEST(Warnings, FindAPluginThatNothingRuns) {
    const std::string rest = "[plugin.tag_language]\n" + contact + source("a", "https://a.se/");
    EXPECT_THAT(warnings("chain = []\n" + rest),
                ElementsAre("n.toml:2:9: warning: [plugin.tag_language] stands in no chain: nothing runs it"));
    EXPECT_THAT(warnings(rest), IsEmpty());
    EXPECT_THAT(warnings("chain = []\n" + rest + "chain = [\"tag_language\"]\n"), IsEmpty());
    EXPECT_THAT(warnings("chain = [\"wrong\"]\n" + rest), IsEmpty()) << "the chain may have meant it";
}

TEST(Warnings, FindPasswordsInTheClear) {
    auto with = [](const std::string& url) {
        return contact + "allow_networks = [\"10.0.0.0/8\"]\n" + source("a", url, "username = \"me\"\n");
    };
    EXPECT_THAT(warnings(with("http://a.se/")), ElementsAre(testing::StartsWith("n.toml:7:12: warning: `username`: ")));
    EXPECT_THAT(warnings(with("https://a.se/")), IsEmpty());
    EXPECT_THAT(warnings(with("http://10.1.2.3/")), IsEmpty());
}

TEST(Warnings, FindAddressesThatAreNeverFetched) {
    auto with = [](const std::string& url, const std::string& more = "") {
        return warnings(contact + source("a", url) + more);
    };
    struct Case {
        const char *host, *network, *why;
    };
    for (const Case& it : {Case{"127.0.0.1", "127.0.0.0/8", "127.0.0.1 is loopback"},
                           Case{"10.0.0.1:8080", "10.0.0.1", "10.0.0.1 is private"},
                           Case{"[::1]", "::1", "[::1] is loopback"}, Case{"localhost", "::1", "localhost is loopback"},
                           Case{"169.254.169.254", "169.254.0.0/16", "169.254.169.254 is link-local"}}) {
        const std::string url = std::string("http://") + it.host + "/feed";
        EXPECT_THAT(with(url), ElementsAre(std::string("n.toml:5:7: warning: `url`: ") + it.why +
                                           ": it is never fetched while no `allow_networks` holds it"));
        EXPECT_THAT(with(url, std::string("allow_networks = [\"") + it.network + "\"]\n"), IsEmpty()) << it.host;
        EXPECT_THAT(warnings("[http]\nproxy = \"http://127.0.0.1:3128\"\ncontact = \"a@news.se\"\n" + source("a", url)),
                    IsEmpty())
            << "the proxy connects";
    }
    for (const char* url : {"http://8.8.8.8/", "https://[2606:4700::1]/", "http://intranet/", "http://10.0.0.1.se/"})
        EXPECT_THAT(with(url), IsEmpty()) << url;
}

TEST(Warnings, FindPathsThatDependOnTheFolderOfTheStart) {
    EXPECT_THAT(
        warnings("[state]\ndir = \"state\"\n" + contact + source("a", "https://a.se/", "ca_file = \"ca.pem\"\n")),
        ElementsAre(testing::StartsWith("n.toml:2:7: warning: `dir`: \"state\" depends on the folder"),
                    testing::StartsWith("n.toml:8:11: warning: `ca_file`: ")));
}

}  // namespace
}  // namespace newsbus::config
