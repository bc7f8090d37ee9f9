#include "base/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newsbus {
namespace {

using ::testing::ElementsAre;

const Layout layout{
    "bin", "share/newsbus", "etc/newsbus", "libexec/newsbus", "/home/ada/newsbus/build/release", "/home/ada/newsbus"};

TEST(Places, FollowFromThePrefixOfTheProgram) {
    Places places = places_of("/opt/newsbus/bin/newsbus", layout);
    EXPECT_EQ(places.config_file, "/opt/newsbus/etc/newsbus/newsbus.toml");
    EXPECT_THAT(places.data_dirs, ElementsAre("/opt/newsbus/share/newsbus"));
    EXPECT_EQ(places.keeper, "/opt/newsbus/libexec/newsbus/newsbus-keeper");
    EXPECT_EQ(places_of("/usr/local/bin/newsbus", layout).config_file, "/usr/local/etc/newsbus/newsbus.toml");
}

TEST(Places, ConfigurationIsInEtcForThePrefixUsr) {
    Places places = places_of("/usr/bin/newsbus", layout);
    EXPECT_EQ(places.config_file, "/etc/newsbus/newsbus.toml");
    EXPECT_THAT(places.data_dirs, ElementsAre("/usr/share/newsbus"));
    EXPECT_EQ(places_of("/bin/newsbus", layout).config_file, "/etc/newsbus/newsbus.toml");
}

TEST(Places, ProgramThatWasReplacedWhileItRunsKeepsThem) {
    EXPECT_EQ(places_of("/usr/bin/newsbus (deleted)", layout).config_file, "/etc/newsbus/newsbus.toml");
}

TEST(Places, BuildTreeUsesTheSourceTree) {
    Places places = places_of("/home/ada/newsbus/build/release/newsbus", layout);
    EXPECT_EQ(places.config_file, "/etc/newsbus/newsbus.toml");
    EXPECT_EQ(places.keeper, "/home/ada/newsbus/build/release/newsbus-keeper");
    EXPECT_THAT(places.data_dirs, ElementsAre("/home/ada/newsbus/plugins/data"));
}

TEST(Places, SourceTreeMayBeMovedWithItsBuildTree) {
    Places places = places_of("/srv/news/build/release/newsbus", layout);
    EXPECT_THAT(places.data_dirs, ElementsAre("/srv/news/plugins/data"));
}

TEST(Places, BuildTreeMayStandOutsideTheSourceTree) {
    const Layout outside{"bin", "share/newsbus", "etc/newsbus", "libexec/newsbus", "/tmp/build", "/home/ada/newsbus"};
    EXPECT_THAT(places_of("/tmp/build/newsbus", outside).data_dirs, ElementsAre("/home/ada/newsbus/plugins/data"));
}

TEST(Places, LoneProgramLooksBesideItself) {
    EXPECT_THAT(places_of("/tmp/copy/newsbus", layout).data_dirs,
                ElementsAre("/tmp/share/newsbus", "/tmp/copy/plugins/data"));
}

TEST(Places, InstallationInsideTheBuildTreeIsAnInstallation) {
    EXPECT_THAT(places_of("/home/ada/newsbus/build/release/out/bin/newsbus", layout).data_dirs,
                ElementsAre("/home/ada/newsbus/build/release/out/share/newsbus"));
}

TEST(Places, FoldersConfiguredAsAbsoluteStay) {
    const Layout fixed{"bin", "/srv/data/newsbus", "/etc/newsbus", "/srv/programs", "/b", "/s"};
    Places places = places_of("/opt/newsbus/bin/newsbus", fixed);
    EXPECT_EQ(places.config_file, "/etc/newsbus/newsbus.toml");
    EXPECT_THAT(places.data_dirs, ElementsAre("/srv/data/newsbus"));
    EXPECT_EQ(places.keeper, "/srv/programs/newsbus-keeper");
}

TEST(Places, BinDirMayHaveSeveralParts) {
    const Layout deep{"lib/newsbus/bin", "share/newsbus", "etc/newsbus", "libexec/newsbus", "/b", "/s"};
    EXPECT_THAT(places_of("/opt/n/lib/newsbus/bin/newsbus", deep).data_dirs, ElementsAre("/opt/n/share/newsbus"));
}

}  // namespace
}  // namespace newsbus
