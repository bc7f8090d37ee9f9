#include "config/config.h"

#include "support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(const Config& config) {
    std::vector<std::string> names;
    for (const plugins::Spec& spec : config.plugins) names.push_back(spec.name);
    return names;
}

TEST(PluginSections, GiveOptionsToThePluginOfTheirName) {
    Config config = good("chain = [\"clean_text\"]\n[plugin.clean_text]\non_error = \"drop\"\n");
    ASSERT_THAT(names(config), ElementsAre("clean_text"));
    EXPECT_EQ(config.plugins[0].options.string("on_error"), "drop");
}

TEST(PluginSections, MakeAKindUnderANameOfItsOwn) {
    Config config =
        good("chain = [\"mine\", \"clean_text\"]\n[plugin.mine]\nuse = \"exec\"\ncommand = [\"/bin/cat\"]\n");
    ASSERT_THAT(names(config), ElementsAre("mine", "clean_text"));
    EXPECT_EQ(config.plugins[0].kind, "exec");
    EXPECT_THAT(config.plugins[0].options.strings("command"), ElementsAre("/bin/cat"));
    EXPECT_EQ(config.plugins[0].options.string("on_error"), "keep");
}

TEST(PluginSections, AreUsedWhenSomeChainNamesThem) {
    Config config = good(R"(chain = ["clean_text"]
[http]
contact = "me@example.org"
[plugin.unused]
use = "exec"
command = ["x"]
[[source]]
id = "a"
url = "https://example.org"
chain = ["tag_language", "clean_text"]
)");
    EXPECT_THAT(names(config), ElementsAre("clean_text", "tag_language"));
}

TEST(PluginSections, MayStandInSourcesD) {
    Loaded loaded =
        read({{"n.toml", "chain = [\"mine\"]"}, {"a.toml", "[plugin.mine]\nuse = \"exec\"\ncommand = [\"x\"]"}});
    EXPECT_THAT(lines(loaded), IsEmpty());
    EXPECT_THAT(names(loaded.config), ElementsAre("mine"));
}

TEST(PluginSections, StandInOneFileOnly) {
    Loaded loaded = read({{"n.toml", "[plugin.clean_text]"}, {"a.toml", "[plugin.clean_text]"}});
    EXPECT_THAT(lines(loaded), ElementsAre("a.toml:1:9: [plugin.clean_text] stands at n.toml:1:9 already"));
}

TEST(PluginSections, NameTheMistakeAndItsPlace) {
    const std::pair<const char*, const char*> cases[] = {
        {"[plugin.clean_txt]", "1:9: unknown plugin \"clean_txt\", did you mean `clean_text`?"},
        {"[plugin.tag_story]", "1:9: plugin \"tag_story\" is not available in this version"},
        {"[plugin.mine]\nuse = \"exce\"", "2:7: unknown plugin \"exce\", did you mean `exec`?"},
        {"[plugin.mine]\nuse = 1", "2:7: `use`: must be the name of a plugin"},
        {"[plugin.mine]\ncommand = [\"x\"]",
         "1:9: unknown plugin \"mine\"; a program of your own needs use = \"exec\""},
        {"[plugin.mine]\nuse = \"exec\"", "1:1: missing key `command` in [plugin.mine]"},
        {"[plugin.mine]\nuse = \"exec\"\ncommand = \"x\"", "3:11: `command`: must be a list of texts, not text"},
        {"[plugin.\"a b\"]", "1:9: `plugin`: \"a b\" may hold only letters, digits, `-`, `_` and `.`"},
        {"[plugin]\nclean_text = 1", "2:14: `plugin`: must be a section [plugin.NAME], not an integer"},
        {"[plugin.clean_text]\non_error = \"kep\"", "2:12: `on_error`: \"kep\" is neither \"keep\" nor \"drop\""},
        {"[plugin.clean_text]\non_error = true", "2:12: `on_error`: must be text, not a boolean"},
        {"[plugin.clean_text]\ncontact = 1", "2:1: unknown key \"contact\" in [plugin.clean_text]"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_THAT(problems(text), ElementsAre(std::string("n.toml:") + expected)) << text;
}

TEST(Chains, NameTheMistakeAndItsPlace) {
    const std::pair<const char*, const char*> cases[] = {
        {"chain = [\"clean_text\", \"clean_text\"]", "1:24: `chain`: \"clean_text\" stands in the chain twice"},
        {"chain = [\"exec\"]", "1:10: `chain`: \"exec\" needs a section [plugin.exec] with `command`"},
        {"chain = [\"mien\"]\n[plugin.mine]\nuse = \"exec\"\ncommand = [\"x\"]",
         "1:10: `chain`: unknown plugin \"mien\", did you mean `mine`?"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_THAT(problems(text), ElementsAre(std::string("n.toml:") + expected)) << text;
}

TEST(Chains, SayNothingOfAPluginWhoseSectionIsWrong) {
    EXPECT_EQ(problems("chain = [\"mine\"]\n[plugin.mine]\nuse = \"exce\"").size(), 1u);
}

}  // namespace
}  // namespace newsbus::config
