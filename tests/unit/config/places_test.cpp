#include "config/places.h"

#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::config {
namespace {

using testing::ElementsAre;

const std::vector<File> files{
    {"n.toml", R"(chain = ["mine"]
[state]
dir = "/x"
[bus]
publish = ["tcp://127.0.0.1:1", "tcp://127.0.0.1:2"]
[plugin."mine"]
use = "exec"
command = ["/bin/cat"]
[[source]]
id = "a"
url = "http://a.se/"
)"},
    {"s.toml", "\n[[source]]\nid = \"b\"\nurl = \"http://b.se/\"\nheaders = { A = \"1\" }\n"}};

TEST(Places, AreThoseOfTheValues) {
    Places places = read(files).places;
    const std::pair<const char*, Place> cases[] = {
        {"state/dir", {"n.toml", 3, 7}},           {"bus/publish", {"n.toml", 5, 11}},
        {"bus/publish/1", {"n.toml", 5, 33}},      {"plugin/mine/command/0", {"n.toml", 8, 12}},
        {"source/0/url", {"n.toml", 11, 7}},       {"source/1/url", {"s.toml", 4, 7}},
        {"source/1/headers/A", {"s.toml", 5, 17}},
    };
    for (const auto& [path, place] : cases) {
        EXPECT_EQ(places.of(path), place) << path;
        EXPECT_TRUE(places.has(path)) << path;
    }
}

TEST(Places, OfWhatIsNotWrittenAreThoseOfWhatItWouldStandIn) {
    Places places = read(files).places;
    EXPECT_EQ(places.of("state/retention"), (Place{"n.toml", 2, 1}));
    EXPECT_EQ(places.of("plugin/mine/command/7"), (Place{"n.toml", 8, 11}));
    EXPECT_EQ(places.of("source/1/ca_file"), (Place{"s.toml", 2, 1}));
    EXPECT_EQ(places.of("control/listen"), (Place{"n.toml", 0, 0}));
    EXPECT_EQ(places.of(""), (Place{"n.toml", 0, 0}));
    EXPECT_EQ(Places().of("x"), Place());
}

TEST(Problems, AreAddedInTheirPlaceAndNotWhereAnErrorStands) {
    Loaded loaded = read({{"n.toml", "[state]\ndir = 5\n[control]\nlisten = \"\"\n"}, {"s.toml", ""}});
    loaded.add("control/listen", "third");
    loaded.add("state/dir", "the default, of which the file says nothing");
    loaded.add("", "first");
    EXPECT_THAT(lines(loaded),
                ElementsAre("n.toml: first", "n.toml:2:7: `dir`: must be text, not an integer", "n.toml:4:10: third"));
    EXPECT_FALSE(loaded.usable());
}

}  // namespace
}  // namespace newsbus::config
