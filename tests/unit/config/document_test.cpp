#include "config/config.h"

#include "support.h"
#include "tests/support/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>

namespace newsbus::config {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

using test::Folder;

const std::string source = "[[source]]\nurl = \"https://example.org\"\nid = ";

TEST(Load, ReadsSourcesBesideTheFileInNameOrder) {
    Folder folder;
    folder.write("newsbus.toml", "[http]\ncontact = \"me@example.org\"\n" + source + "\"first\"");
    folder.write("sources.d/b.toml", source + "\"third\"");
    folder.write("sources.d/a.toml", source + "\"second\"");
    folder.write("sources.d/.hidden.toml", "broken");
    folder.write("sources.d/a.toml~", "broken");
    Loaded loaded = load(folder / "newsbus.toml");
    EXPECT_THAT(lines(loaded), IsEmpty());
    std::vector<std::string> ids;
    for (const source::Options& options : loaded.config.sources) ids.push_back(options.id);
    EXPECT_THAT(ids, ElementsAre("first", "second", "third"));
}

TEST(Load, NamesTheFileOfAProblem) {
    Folder folder;
    folder.write("newsbus.toml", "x = 1");
    folder.write("sources.d/a.toml", "[[source]]\nid = \"a\"");
    Loaded loaded = load(folder / "newsbus.toml");
    EXPECT_THAT(lines(loaded), ElementsAre(StartsWith((folder / "newsbus.toml").string() + ":1:1: "),
                                           StartsWith((folder / "sources.d/a.toml").string() + ":1:1: ")));
}

TEST(Load, SaysWhyAFileCannotBeRead) {
    Folder folder;
    folder.write("large.toml", "#");
    fs::resize_file(folder / "large.toml", (64 << 20) + 1);
    ASSERT_EQ(mkfifo((folder / "pipe.toml").c_str(), 0600), 0);
    const std::pair<fs::path, std::string> cases[] = {
        {folder / "none.toml", "cannot be read: No such file or directory"},
        {folder / "large.toml/x", "cannot be read: Not a directory"},
        {folder / ".", "is a directory, not a file"},
        {folder / "pipe.toml", "is not a regular file"},
        {folder / "large.toml", "larger than 64 MiB, which no configuration is"},
        {"/dev/zero", "is not a regular file"},
    };
    for (const auto& [path, why] : cases) EXPECT_THAT(lines(load(path)), ElementsAre(path.string() + ": " + why));
}

TEST(Load, StillReadsSourcesWhenTheFileIsMissing) {
    Folder folder;
    folder.write("sources.d/a.toml", "[[source]]\nid = \"a\"\nurl = 5\n");
    EXPECT_THAT(lines(load(folder / "newsbus.toml")),
                ElementsAre((folder / "newsbus.toml").string() + ": cannot be read: No such file or directory",
                            (folder / "sources.d/a.toml").string() + ":3:7: `url`: must be text, not an integer"));
}

TEST(Parse, ReportsTheFirstSyntaxErrorOfAFile) {
    EXPECT_THAT(problems("a = 1\nb = = 2\nc = = 3\n"), ElementsAre(StartsWith("n.toml:2:5: not TOML: ")));
    EXPECT_THAT(problems("[http\n"), ElementsAre(StartsWith("n.toml:1:6: not TOML: ")));
    EXPECT_THAT(problems("publish_once = true\npublish_once = true\n"),
                ElementsAre(StartsWith("n.toml:2:16: not TOML: ")));
}

TEST(Parse, RefusesAccentsOutsideOfQuotes) {
    EXPECT_THAT(problems("né = 1"), ElementsAre(StartsWith("n.toml:1:2: not TOML: ")));
    EXPECT_THAT(problems("[bus]\npublisher = é"), ElementsAre(StartsWith("n.toml:2:13: not TOML: ")));
    EXPECT_THAT(problems("# é\n[bus]\npublisher = \"\"\"\\\n  é\"\"\""),
                ElementsAre(StartsWith("n.toml:3:13: `publisher`: \"é\" ")));
}

TEST(Parse, TellsAnErrorInOneLine) {
    EXPECT_THAT(problems("publish_once = tr\n"), ElementsAre(testing::Not(testing::HasSubstr("\n"))));
}

TEST(Parse, RefusesATableHeaderThatIsNoKey) {
    for (const char* text : {"[&x]", "[[&x]]", "[=]", "[#x]", "[\n]", "[é]"})
        EXPECT_THAT(problems(text), ElementsAre(StartsWith("n.toml:1:"))) << text;
}

TEST(Parse, RefusesBinaryGarbage) {
    std::string garbage;
    for (int i = 0; i < 4096; ++i) garbage += static_cast<char>((i * 7919 + 13) & 0xff);
    EXPECT_THAT(problems(garbage), SizeIs(1));
    EXPECT_THAT(problems(std::string("\0\0\0", 3)), SizeIs(1));
    EXPECT_THAT(problems("a = \"\xff\xfe\""), SizeIs(1));
}

TEST(Parse, TakesListsOfAReasonableLength) {
    std::string list = "[http]\nallow_networks = [";
    for (int i = 0; i < 1001; ++i) list += "\"10.0.0.0/8\",";
    EXPECT_THAT(problems(list + "]"), ElementsAre("n.toml:2:18: `allow_networks`: more than 1000 entries"));
}

TEST(Parse, LeavesDotsInTextAlone) {
    const std::string dots(5000, '.');
    for (const char* quote : {"\"", "'", "\"\"\"", "'''"})
        EXPECT_THAT(problems("# " + dots + "\npublish_once = " + quote + dots + quote),
                    ElementsAre("n.toml:2:16: `publish_once`: must be true or false, not text"));
}

TEST(Parse, IsNotDrownedByNesting) {
    std::string dots = "a";
    for (int i = 0; i < 500'000; ++i) dots += ".a";
    const std::string found = ": a key of more than 101 parts";
    EXPECT_THAT(problems("\n" + dots + " = 1"), ElementsAre("n.toml:2:1" + found));
    EXPECT_THAT(problems("\n[" + dots + "]"), ElementsAre("n.toml:2:1" + found));
    // However the strings before it end.
    const char* const before[] = {R"(x = "\"")",    R"(x = "")",      R"(x = '')",       R"(x = '\')",
                                  R"(x = """'""")", R"(x = '''"''')", R"(x = """a"""")", R"(x = '''a''''')",
                                  R"(x = "\\")",    R"(x = 1 # ")"};
    for (const char* text : before)
        EXPECT_THAT(problems(std::string(text) + "\n" + dots + " = 1"), ElementsAre("n.toml:2:1" + found)) << text;
    EXPECT_THAT(problems("x = [\"\"\"\n ' \"\"\", {" + dots + " = 1}]"), ElementsAre("n.toml:2:1" + found));
    EXPECT_THAT(problems("a = " + std::string(1'000'000, '[')), SizeIs(1));
    std::string tables = "a = ";
    for (int i = 0; i < 100'000; ++i) tables += "{a=";
    EXPECT_THAT(problems(tables), SizeIs(1));
}

}  // namespace
}  // namespace newsbus::config
