#include "cli/plugin_chain.h"

#include <gmock/gmock.h>

namespace newsbus::cli {
namespace {

using testing::HasSubstr;

constexpr const char* data_dir = NEWSBUS_TEST_DIR "/../plugins/data";

TEST(PluginChain, IsTheDefaultOneWhenNothingIsNamed) {
    Counters counters;
    auto chain = make_chain({}, data_dir, counters);
    ASSERT_TRUE(chain) << chain.error().what;
    ASSERT_EQ(chain->stages.size(), 1u);
    EXPECT_EQ(chain->stages[0].links.size(), plugins::default_chain().size());
}

TEST(PluginChain, HasWhatIsNamedInThatOrder) {
    Counters counters;
    std::vector<std::string> names{"tag_language", "clean_text"};
    auto chain = make_chain(names, data_dir, counters);
    ASSERT_TRUE(chain) << chain.error().what;
    EXPECT_EQ(chain->stages[0].links[0]->name(), "tag_language");
    EXPECT_EQ(chain->stages[0].links[1]->name(), "clean_text");
}

TEST(PluginChain, NamesWhatCannotBeMade) {
    Counters counters;
    for (auto [name, why] :
         {std::pair{"no_such", "plugin no_such: there is no such plugin"}, {"exec", "plugin exec: command: missing"}}) {
        std::vector<std::string> names{name};
        auto chain = make_chain(names, data_dir, counters);
        ASSERT_FALSE(chain);
        EXPECT_THAT(chain.error().what, HasSubstr(why));
    }
    EXPECT_THAT(make_chain({}, "/no/such/folder", counters).error().what, HasSubstr("/no/such/folder"));
}

}  // namespace
}  // namespace newsbus::cli
