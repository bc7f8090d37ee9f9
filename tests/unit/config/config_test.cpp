#include "config/config.h"

#include "support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Config, HasTheDefaultsWhenTheFileIsEmpty) {
    Loaded loaded = read({{"n.toml", ""}});
    EXPECT_THAT(lines(loaded), IsEmpty());
    Config expected;
    expected.chain = plugins::default_chain();
    for (const std::string& name : expected.chain) expected.plugins.push_back(*plugins::default_spec(name));
    EXPECT_EQ(loaded.config, expected);
}

TEST(Config, ReportsEachOfSixMistakesInOneLine) {
    EXPECT_THAT(
        problems(R"(chain = ["clean_text", "clean_boilerplat"]
[bus]
high_water_mark = "many"
hartbeat = "1s"
[http]
contact = "https://example.org/bot"
[plugin.clean_text]
on_eror = "drop"
[[source]]
id = "one"
url = "htp//example.org/feed"
[[source]]
id = "one"
url = "https://example.org/feed"
)"),
        ElementsAre("n.toml:1:24: `chain`: unknown plugin \"clean_boilerplat\", did you mean `clean_boilerplate`?",
                    "n.toml:3:19: `high_water_mark`: must be an integer, not text",
                    "n.toml:4:1: unknown key \"hartbeat\" in [bus], did you mean `heartbeat`?",
                    "n.toml:8:1: unknown key \"on_eror\" in [plugin.clean_text], did you mean `on_error`?",
                    "n.toml:11:7: `url`: \"htp//example.org/feed\" is not an absolute URL",
                    "n.toml:13:6: `id`: \"one\" stands at n.toml:10:6 already"));
}

TEST(Config, TakesWhatTheFileSays) {
    Config config = good(R"(publish_once = true
chain = []
[state]
dir = "/tmp/state"
retention = "36h"
retention_size = "1GiB"
[bus]
publish = "ipc:///run/newsbus/live"
replay = "tcp://[::1]:7000"
high_water_mark = 10
queue_memory = "8MiB"
grace = "0s"
heartbeat = "500ms"
topic = "news/{language}/{source}/"
publisher = "desk"
[http]
contact = "news@example.org"
timeout = "5s"
connect_timeout = "2s"
max_body = "1MiB"
max_in_flight = "2MiB"
max_redirects = 3
max_connections = 4
max_per_host = 2
host_pause = "100ms"
min_interval = "1s"
allow_networks = ["127.0.0.0/8"]
robots = false
proxy = "socks5h://proxy.example:1080"
callback = "unix:/run/newsbus/callback"
callback_url = "https://news.example/hooks"
[control]
listen = ""
source_metrics = false
)");
    using namespace std::chrono_literals;
    Config expected;
    expected.state = {"/tmp/state", 36h, 1 << 30};
    expected.policy = {{"desk", "news/{language}/{source}/"}, true};
    expected.bus = {{"ipc:///run/newsbus/live"}, "tcp://[::1]:7000", 10, 8 << 20, 0s, 500ms};
    expected.http = {"news@example.org",
                     5s,
                     2s,
                     1 << 20,
                     2 << 20,
                     3,
                     4,
                     2,
                     100ms,
                     1s,
                     {"127.0.0.0/8"},
                     false,
                     "socks5h://proxy.example:1080",
                     "unix:/run/newsbus/callback",
                     "https://news.example/hooks"};
    expected.control_listen = "";
    expected.source_metrics = SourceMetrics::off;
    EXPECT_EQ(config, expected);
}

TEST(Config, NamesTheMistakeAndItsPlace) {
    const std::pair<const char*, const char*> cases[] = {
        // The wrong kind of value.
        {"publish_once = \"yes\"", "1:16: `publish_once`: must be true or false, not text"},
        {"chain = \"clean_text\"", "1:9: `chain`: must be a list of texts, not text"},
        {"chain = [\"clean_text\", 5]", "1:24: `chain`: must be a list of texts, not an integer"},
        {"bus = 1", "1:7: `bus`: must be a section [bus], not an integer"},
        {"[bus]\nhigh_water_mark = 1.5", "2:19: `high_water_mark`: must be an integer, not a number with a fraction"},
        {"[http]\ntimeout = 30", "2:11: `timeout`: must be a duration such as \"15m\", not an integer"},
        {"[http]\nmax_body = 8388608", "2:12: `max_body`: must be a size such as \"8MiB\", not an integer"},
        {"[control]\nlisten = 2026-11-22", "2:10: `listen`: must be text, not a date"},
        {"[control]\nsource_metrics = 1", "2:18: `source_metrics`: must be true, false or \"auto\", not an integer"},
        // Values that cannot be read, or are out of range.
        {"[control]\nsource_metrics = \"yes\"", "2:18: `source_metrics`: \"yes\" is none of true, false, \"auto\""},
        {"[http]\ntimeout = \"30\"", "2:11: `timeout`: \"30\" is not a duration such as \"15m\""},
        {"[http]\nmax_body = \"8M\"", "2:12: `max_body`: \"8M\" is not a size such as \"8MiB\""},
        {"[http]\nmax_body = \"1B\"", "2:12: `max_body`: 1B is out of range, it must be 1KiB to 1GiB"},
        {"[http]\nmin_interval = \"500ms\"", "2:16: `min_interval`: 500ms is out of range, it must be 1s to 31d"},
        {"[bus]\nhigh_water_mark = 0", "2:19: `high_water_mark`: 0 is out of range, it must be 1 to 10000000"},
        {"[http]\nmax_redirects = -1", "2:17: `max_redirects`: -1 is out of range, it must be 0 to 50"},
        {"[http]\nmax_in_flight = \"4MiB\"",
         "2:17: `max_in_flight`: is less than `max_body`, 8MiB: no body of that size would ever fit"},
        {"[http]\nmax_body = \"256MiB\"",
         "2:12: `max_body`: is more than `max_in_flight`, 128MiB: no body of that size would ever fit"},
        {"[state]\ndir = \"\"", "2:7: `dir`: must name a folder"},
        {"[http]\ncontact = \"me\"", "2:11: `contact`: \"me\" is neither an http or https URL nor a mail address"},
        {"[http]\nallow_networks = [\"10.0.0.0/8\", \"10.0.0.0/33\"]",
         "2:33: `allow_networks`: \"10.0.0.0/33\" is not a network such as \"127.0.1.0/24\""},
        {"[http]\ncallback = \"0.0.0.0:80\"", "2:12: `callback`: needs a `callback_url`: what hubs are told"},
        {"[http]\ncallback = \"news.example:80\"\ncallback_url = \"https://a.b/\"",
         "2:12: `callback`: \"news.example:80\" is neither ADDRESS:PORT, with a literal address, nor unix:/path"},
        {"[http]\ncallback_url = \"https://a.b/\"", "2:16: `callback_url`: needs a `callback`: where newsbus listens"},
        {"[http]\ncallback = \"0.0.0.0:80\"\ncallback_url = \"a.b\"",
         "3:16: `callback_url`: \"a.b\" is not an absolute URL"},
        {"[http]\ncallback = \"0.0.0.0:80\"\ncallback_url = \"https://a.b/?x=\"",
         "3:16: `callback_url`: \"https://a.b/?x=\" must end with its path: a token is put behind it"},
        {"[http]\ncallback = \"127.0.0.1:9556\"\ncallback_url = \"https://a.b/\"",
         "2:12: `callback`: \"127.0.0.1:9556\" is the endpoint of `listen` in [control] already"},
        {"[bus]\npublisher = \"a b\"", "2:13: `publisher`: \"a b\" may hold only letters, digits, `-`, `_` and `.`"},
        {"[bus]\npublish = []", "2:11: `publish`: must name an endpoint"},
        // Keys that are not there.
        {"[buss]", "1:2: unknown key \"buss\" at the top of the file, did you mean `bus`?"},
        {"contact = \"me@example.org\"", "1:1: unknown key \"contact\" at the top of the file, it stands in [http]"},
        {"[control]\nchain = []", "2:1: unknown key \"chain\" in [control], it stands at the top of the file"},
        {"[bus]\n\"a\\u001Bb\" = 1", "2:1: unknown key \"a b\" in [bus]"},
        // Two sockets on one endpoint.
        {"[bus]\nreplay = \"tcp://127.0.0.1:5556\"",
         "2:10: `replay`: \"tcp://127.0.0.1:5556\" is the endpoint of `publish` in [bus] already"},
        {"[control]\nlisten = \"127.0.0.1:5557\"",
         "2:10: `listen`: \"127.0.0.1:5557\" is the endpoint of `replay` in [bus] already"},
        {"[bus]\nreplay = \"tcp://127.0.0.1:9556\"\n[control]\nlisten = \"0.0.0.0:1\"",
         "4:10: `listen`: \"0.0.0.0:1\" is not on a loopback address"},
        // What a later version brings.
        {"[bus.curve]\nsecret_key_file = \"/x\"", "1:1: `curve`: not available in this version"},
        {"[http]\nrobots = \"yes\"", "2:10: `robots`: must be true or false, not text"},
        {"chain = [\"tag_story\"]", "1:10: `chain`: plugin \"tag_story\" is not available in this version"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_THAT(problems(text), ElementsAre(std::string("n.toml:") + expected)) << text;
}

TEST(Config, ListsProblemsInTheOrderOfFilesAndLines) {
    Loaded loaded = read({{"n.toml", "[bus]\nx = 1\n[state]\ny = 1\n"}, {"a.toml", "z = 1"}, {"b.toml", "= 1"}});
    EXPECT_THAT(lines(loaded),
                ElementsAre("n.toml:2:1: unknown key \"x\" in [bus]", "n.toml:4:1: unknown key \"y\" in [state]",
                            "a.toml:1:1: unknown key \"z\" in sources.d, which holds [[source]] and [plugin.*] only",
                            testing::StartsWith("b.toml:1:1: not TOML: ")));
}

TEST(Config, StillChecksTheOtherFilesWhenOneIsNotToml) {
    Loaded loaded = read({{"n.toml", "[http\n"},
                          {"a.toml",
                           "[[source]]\nid = \"a\"\nurl = \"https://example.org\"\nchain = [\"mine\"]\n"
                           "interval = \"5s\"\nintervall = \"5s\"\n"}});
    EXPECT_THAT(lines(loaded),
                ElementsAre(testing::StartsWith("n.toml:1:6: not TOML: "),
                            "a.toml:6:1: unknown key \"intervall\" in [[source]], did you mean `interval`?"));
}

TEST(Config, CountsWhatWouldFloodTheScreen) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "key" + std::to_string(i) + " = 1\n";
    Loaded loaded = read({{"n.toml", text}});
    ASSERT_EQ(loaded.problems.size(), 1001u);
    EXPECT_EQ(loaded.problems.back().str(), "n.toml: 4000 more problems");
}

}  // namespace
}  // namespace newsbus::config
