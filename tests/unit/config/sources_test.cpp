#include "config/config.h"

#include "support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string http = "[http]\ncontact = \"https://example.org/bot\"\n";
const std::string feed = "[[source]]\nid = \"a\"\nurl = \"https://example.org/feed\"\n";

/// The only problem of a source with these keys besides id and url, which stand on lines 4 and 5.
std::string problem(const std::string& keys) {
    auto found = problems(http + feed + keys);
    return found.size() == 1 ? found.front() : std::to_string(found.size()) + " problems";
}

TEST(Sources, SubscribeWhereThereIsACallbackAndNobodySaysNo) {
    auto subscribes = [](const std::string& settings, const std::string& more) {
        Config config = good("[http]\ncontact = \"https://news.se/bot\"\n" + settings +
                             "[[source]]\nid = \"a\"\nurl = \"https://a.se/feed\"\n" + more);
        return config.sources.front().websub;
    };
    const std::string callback = "callback = \"127.0.0.1:9557\"\ncallback_url = \"https://news.se/hooks\"\n";
    EXPECT_TRUE(subscribes(callback, ""));
    EXPECT_TRUE(subscribes(callback, "websub = true\n"));
    EXPECT_FALSE(subscribes(callback, "websub = false\n"));
    EXPECT_FALSE(subscribes("", "websub = true\n"));
}

TEST(Sources, HaveDefaults) {
    Config config = good(http + feed);
    source::Options expected;
    expected.id = "a";
    expected.url = "https://example.org/feed";
    EXPECT_THAT(config.sources, ElementsAre(expected));
}

TEST(Sources, TakeWhatTheFileSays) {
    Config config = good(http + feed + R"(kind = "page"
previous_id = "old"
interval = "2m"
max_interval = "2m"
full_text = "never"
backfill = 5
hints = false
freshness = false
host_rest = "source"
recheck = []
language = "pt-BR"
chain = ["clean_text"]
tags = ["x", "y"]
headers = { Accept-Language = "de", Cookie = "a=b" }
username = "me"
password_file = "/etc/passwd"
ca_file = "/etc/passwd"
allow_networks = ["10.0.0.0/8"]
max_body = "1MiB"
timeout = "3s"
robots = false
websub = false
)");
    source::Options expected;
    expected.id = "a";
    expected.kind = source::Kind::page;
    expected.url = "https://example.org/feed";
    expected.previous_id = "old";
    expected.language = "pt-BR";
    expected.interval = expected.max_interval = 2min;
    expected.full_text = source::FullText::never;
    expected.backfill = 5;
    expected.hints = false;
    expected.freshness = false;
    expected.host_rest = source::HostRest::source;
    expected.chain = {"clean_text"};
    expected.tags = {"x", "y"};
    expected.headers = {{"Accept-Language", "de"}, {"Cookie", "a=b"}};
    expected.username = "me";
    expected.password_file = expected.ca_file = "/etc/passwd";
    expected.allow_networks = {"10.0.0.0/8"};
    expected.max_body = 1 << 20;
    expected.timeout = 3s;
    expected.robots = false;
    EXPECT_THAT(config.sources, ElementsAre(expected));
}

TEST(Sources, ReadCredentialsFromWhereTheServiceManagerPutsThem) {
    const std::string access =
        "username = \"me\"\npassword_file = \"credential:press\"\n"
        "cert_file = \"/etc/passwd\"\nkey_file = \"credential:client.key\"";
    setenv("CREDENTIALS_DIRECTORY", "/run/credentials/mine", 1);
    Config config = good(http + feed + access);
    EXPECT_EQ(config.sources[0].password_file, "/run/credentials/mine/press");
    EXPECT_EQ(config.sources[0].key_file, "/run/credentials/mine/client.key");
    EXPECT_EQ(config.sources[0].cert_file, "/etc/passwd");
    unsetenv("CREDENTIALS_DIRECTORY");
    config = good(http + feed + access);
    EXPECT_EQ(config.sources[0].password_file, "/run/credentials/newsbus.service/press");
}

TEST(Sources, ObeyRobotsTxtAsTheyOrTheInstallationSay) {
    auto robots = [](const std::string& text) {
        const source::Options options = good(text).sources[0];
        return std::pair(options.robots, options.robots_feed);
    };
    EXPECT_EQ(robots(http + feed), std::pair(true, false));
    EXPECT_EQ(robots(http + feed + "robots = true\n"), std::pair(true, true));
    EXPECT_EQ(robots(http + feed + "robots = false\n"), std::pair(false, false));
    EXPECT_EQ(robots(http + "robots = false\n" + feed), std::pair(false, false));
    EXPECT_EQ(robots(http + "robots = false\n" + feed + "robots = true\n"), std::pair(true, true));
}

TEST(Sources, ReadBackfillAsAWordOrANumber) {
    EXPECT_EQ(good(http + feed + "backfill = \"all\"").sources[0].backfill, std::nullopt);
    EXPECT_EQ(good(http + feed + "backfill = \"none\"").sources[0].backfill, 0u);
    EXPECT_EQ(good(http + feed + "backfill = 0").sources[0].backfill, 0u);
}

TEST(Sources, HaveDefaultIntervalsThatFitWhatIsWritten) {
    EXPECT_EQ(good(http + feed + "interval = \"12h\"").sources[0].max_interval, 12h);
    Config config = good(http + "min_interval = \"1h\"\n" + feed);
    EXPECT_EQ(config.sources[0].interval, 1h);
}

TEST(Sources, HaveRules) {
    source::Options options = good(http + feed + R"(kind = "listing"
[source.rules]
body = ".story"
remove = ["aside", "//p[@class='ad']"]
links = "main a"
)")
                                  .sources[0];
    EXPECT_EQ(options.rules.body, std::vector<std::string>{".story"});
    EXPECT_THAT(options.rules.remove, testing::ElementsAre("aside", "//p[@class='ad']"));
    EXPECT_EQ(options.rules.links, std::vector<std::string>{"main a"});
    EXPECT_TRUE(good(http + feed).sources[0].rules.empty());
}

TEST(Sources, NameTheMistakeAndItsPlace) {
    const std::pair<const char*, const char*> cases[] = {
        {"kind = \"fed\"",
         "6:8: `kind`: \"fed\" is none of \"feed\", \"listing\", \"page\", \"sitemap\", did you mean `feed`?"},
        {"interval = 15", "6:12: `interval`: must be a duration such as \"15m\", not an integer"},
        {"interval = \"30s\"", "6:12: `interval`: 30s is out of range, it must be 1m to 366d"},
        {"interval = \"x\"\nmax_interval = \"1m\"", "6:12: `interval`: \"x\" is not a duration such as \"15m\""},
        {"interval = \"2h\"\nmax_interval = \"1h\"", "7:16: `max_interval`: 1h is less than `interval`, 2h"},
        {"max_interval = \"5m\"", "6:16: `max_interval`: 5m is less than `interval`, 15m"},
        {"full_text = \"atuo\"",
         "6:13: `full_text`: \"atuo\" is none of \"auto\", \"always\", \"never\", did you mean `auto`?"},
        {"backfill = \"some\"", "6:12: `backfill`: must be \"all\", \"none\" or a number of entries"},
        {"backfill = -1", "6:12: `backfill`: -1 is out of range, it must be 0 to 1000000"},
        {"recheck = [\"1h\"]", "6:11: `recheck`: not available in this version, which takes only []"},
        {"rules = 1", "6:9: `rules`: must be a section [rules], not an integer"},
        {"[source.rules]\nheadlin = \"h1\"",
         "7:1: unknown key \"headlin\" in [source.rules], did you mean `headline`?"},
        {"[source.rules]\nbody = \"p:hover\"",
         "7:8: `body`: \"p:hover\", column 3: `:hover` is not known here; XPath may say it"},
        {"[source.rules]\nremove = [\"aside\", \"//p[\"]",
         "7:20: `remove`: \"//p[\", column 5: Unrecognized node test"},
        {"[source.rules]\nlinks = \".top\"", "7:9: `links`: is for sources of kind \"listing\""},
        {"language = \"english\"", "6:12: `language`: \"english\" is not a language tag such as \"en\" or \"pt-BR\""},
        {"headers = { Host = \"x\" }", "6:20: `headers`: Host is set by newsbus itself"},
        {"headers = { \"a b\" = \"x\" }", "6:21: `headers`: \"a b\" is not the name of a header"},
        {"headers = { A = \"x\\ny\" }", "6:17: `headers`: \"x y\" holds a control character"},
        {"headers = { A = 1 }", "6:17: `headers`: must be a table of texts, not an integer"},
        {"username = \"me\"\npassword_file = \"~/x\"",
         "7:17: `password_file`: \"~/x\": `~` stands for no folder here: write the whole path"},
        {"username = \"me\"\npassword_file = \"credential:../x\"",
         "7:17: `password_file`: \"credential:../x\": a credential has a name of letters, digits and - _ . behind the "
         "colon"},
        {"ca_file = \"credential:\"",
         "6:11: `ca_file`: \"credential:\": a credential has a name of letters, digits and - _ . behind the colon"},
        {"password_file = \"/etc/passwd\"", "6:17: `password_file`: needs a `username`"},
        {"ca_file = \"a\\u0000b\"", "6:11: `ca_file`: \"a b\" holds a NUL"},
        {"key_file = \"/etc/passwd\"", "6:12: `key_file`: needs a `cert_file`"},
        {"previous_id = \"a\"", "6:15: `previous_id`: source \"a\" still stands at n.toml:4:6"},
        {"max_body = \"512MiB\"",
         "6:12: `max_body`: is more than `max_in_flight` in [http]: no body of that size would ever fit"},
        {"chain = [\"clean_txt\"]", "6:10: `chain`: unknown plugin \"clean_txt\", did you mean `clean_text`?"},
        {"intervall = \"5m\"", "6:1: unknown key \"intervall\" in [[source]], did you mean `interval`?"},
        {"[[source]]\nid = \"b\"", "6:1: missing key `url` in [[source]]"},
        {"[[source]]\nurl = \"https://example.org\"", "6:1: missing key `id` in [[source]]"},
        {"[[source]]\nid = \"b c\"\nurl = \"https://example.org\"",
         "7:6: `id`: \"b c\" may hold only letters, digits, `-`, `_` and `.`"},
        {"[[source]]\nid = \"b\"\nurl = \"ftp://example.org\"",
         "8:7: `url`: \"ftp://example.org\" is neither http nor https"},
        {"[[source]]\nid = \"b\"\nurl = \"https://me:pw@example.org\"",
         "8:7: `url`: a user name does not belong into a URL: use `username` and `password_file`"},
    };
    for (const auto& [keys, expected] : cases) EXPECT_EQ(problem(keys), std::string("n.toml:") + expected) << keys;
}

TEST(Sources, AreAListOfTables) {
    EXPECT_THAT(problems("[source]\nid = \"a\""),
                ElementsAre("n.toml:1:1: `source`: sources are a list: write [[source]]"));
    EXPECT_THAT(problems("source = [1]"),
                ElementsAre("n.toml:1:11: `source`: must be a section [[source]], not an integer"));
}

TEST(Sources, HaveIdsThatNoOtherFileUses) {
    Loaded loaded = read({{"n.toml", http + feed}, {"a.toml", feed}});
    EXPECT_THAT(lines(loaded), ElementsAre("a.toml:2:6: `id`: \"a\" stands at n.toml:4:6 already"));
}

TEST(Sources, TakeOverAStateOnce) {
    Loaded loaded = read({{"n.toml", http + feed + "previous_id = \"z\""},
                          {"a.toml", "[[source]]\nid = \"b\"\nurl = \"https://example.org\"\nprevious_id = \"z\""}});
    EXPECT_THAT(lines(loaded), ElementsAre("a.toml:4:15: `previous_id`: \"z\" is taken over at n.toml:6:15 already"));
}

TEST(Sources, OnTheOpenNetworkNeedAContact) {
    const std::string required =
        "`contact` in [http] is required: a URL or mail address where site owners can reach you";
    EXPECT_THAT(problems(feed), ElementsAre("n.toml:1:1: " + required));
    EXPECT_THAT(problems("publish_once = true\n[http]\ntimeout = \"9s\"\n" + feed),
                ElementsAre("n.toml:2:1: " + required));
    EXPECT_THAT(problems("[http]\ncontact = \"\"\n" + feed), ElementsAre("n.toml:2:11: " + required));
    EXPECT_THAT(lines(read({{"n.toml", ""}, {"a.toml", feed}})), ElementsAre("n.toml:1:1: " + required));
}

TEST(Sources, NeedNoContactWhenTheirNetworkIsAllowed) {
    const std::string source = "[[source]]\nid = \"a\"\nurl = ";
    for (const char* url : {"\"http://127.0.0.5:8080/feed\"", "\"http://[::1]/feed\"", "\"http://localhost/feed\""})
        EXPECT_THAT(problems("[http]\nallow_networks = [\"127.0.0.0/8\", \"::1\"]\n" + source + url), IsEmpty()) << url;
    EXPECT_THAT(problems(source + "\"http://10.1.2.3/\"\nallow_networks = [\"10.0.0.0/8\"]"), IsEmpty());
    EXPECT_EQ(problems(source + "\"http://10.1.2.3/\"").size(), 1u);
    EXPECT_EQ(problems(source + "\"http://10.1.2.3/\"\nallow_networks = [\"11.0.0.0/8\"]").size(), 1u);
}

}  // namespace
}  // namespace newsbus::config
