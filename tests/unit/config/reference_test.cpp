// docs/config.md and config/newsbus.toml against the table of keys.
#include "config/config.h"
#include "config/keys.h"

#include "support.h"
#include "tests/support/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

namespace newsbus::config {
namespace {

using test::content;
using testing::ElementsAre;
using testing::IsEmpty;

const std::filesystem::path root = std::filesystem::path(NEWSBUS_TEST_DIR).parent_path();

std::string row(std::string_view name, std::string_view fallback, std::string_view help) {
    std::string cell = fallback.empty() ? "" : "`" + std::string(fallback) + "`";
    return "| `" + std::string(name) + "` | " + cell + " | " + std::string(help) + " |\n";
}

const std::string table_head = "| key | default | meaning |\n|---|---|---|\n";

std::string key_table(std::string_view section) {
    std::string table = table_head;
    for (const Key& key : keys(section)) {
        if (key.help.starts_with("section")) continue;
        std::string help(key.help);
        if (key.ready == Ready::idle)
            help += " (without effect in this version)";
        else if (key.ready != Ready::yes)
            help += " (not available in this version)";
        table += row(key.name, key.fallback, help);
    }
    return table;
}

/// `page` with every generated block, <!-- keys NAME --> to <!-- end -->, made anew.
std::string regenerated(const std::string& page) {
    std::istringstream lines(page);
    std::string result;
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line == "<!-- end -->") inside = false;
        if (!inside) result += line + '\n';
        if (line.starts_with("<!-- keys ")) {
            std::string section = line.substr(10, line.size() - 10 - 4);
            result += key_table(section == "top" ? "" : section);
            inside = true;
        }
    }
    return result;
}

TEST(Reference, IsMadeFromTheTables) {
    std::filesystem::path path = root / "docs/config.md";
    test::expect_content(path, regenerated(test::content(path)));
}

TEST(Reference, HasATableForEverySection) {
    std::string page = content(root / "docs/config.md");
    for (const Key& key : keys()) {
        std::string name = key.section.empty() ? "top" : std::string(key.section);
        EXPECT_THAT(page, testing::HasSubstr("<!-- keys " + name + " -->"));
    }
}

/// A TOML line for the key, with a value that is wrong whatever the key.
std::string wrong_line(const Key& key) {
    return std::string(key.name) + " = 2026-11-22\n";
}

TEST(Keys, AreAllRead) {
    for (const Key& key : keys()) {
        if (key.section == "bus.curve" || key.ready == Ready::no) continue;
        std::string text = wrong_line(key), before;
        if (key.section.starts_with("source")) {
            before = "[http]\ncontact = \"a@b.c\"\n[[source]]\n";
            for (const char* required : {"id = \"a\"\n", "url = \"https://b.c\"\n"})
                if (!std::string(required).starts_with(std::string(key.name) + " ")) before += required;
            if (key.section == "source.rules") before += "[source.rules]\n";
        } else if (!key.section.empty()) {
            before = "[" + std::string(key.section) + "]\n";
        }
        auto found = problems(before + text);
        ASSERT_EQ(found.size(), 1u) << key.section << " " << key.name;
        EXPECT_THAT(found[0], testing::HasSubstr("`" + std::string(key.name) + "`: must be ")) << key.section;
    }
}

/// The shipped file with every option uncommented: "#name = value" and "#[section]", where prose has "# ".
std::string uncommented(const std::string& text) {
    std::istringstream lines(text);
    std::string result;
    for (std::string line; std::getline(lines, line);) {
        bool option =
            line.size() > 1 && line[0] == '#' &&
            (line[1] == '[' || (std::islower(static_cast<unsigned char>(line[1])) && line.find(" = ") != line.npos));
        result += (option ? line.substr(1) : line) + '\n';
    }
    return result;
}

TEST(ShippedFile, IsTheDefaultsAsItStands) {
    EXPECT_EQ(good(content(root / "config/newsbus.toml")), good(""));
}

TEST(ShippedFile, HoldsTheDefaultsInItsComments) {
    Config config = good(uncommented(content(root / "config/newsbus.toml")));
    Config expected = good(R"(
[bus]
publisher = "my-newsroom"
[http]
contact = "https://example.org/bot"
[[source]]
id = "my-feed"
url = "https://example.org/feed.xml"
)");
    ASSERT_EQ(config.sources.size(), 1u);
    EXPECT_EQ(config.sources[0].chain, expected.chain);
    EXPECT_EQ(config.sources[0].max_body, expected.http.max_body);
    EXPECT_EQ(config.sources[0].timeout, expected.http.timeout);
    expected.sources[0].chain = config.sources[0].chain;
    expected.sources[0].max_body = config.sources[0].max_body;
    expected.sources[0].timeout = config.sources[0].timeout;
    expected.sources[0].robots_feed = true;  // where it is said at all it is said of the feed, too
    EXPECT_EQ(config, expected);
}

TEST(ShippedFile, NamesEveryKey) {
    std::string section, all = uncommented(content(root / "config/newsbus.toml"));
    std::vector<std::string> named;
    std::istringstream lines(all);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('['))
            section = line.substr(line.find_first_not_of('['), line.find(']') - line.find_first_not_of('['));
        else if (std::size_t end = line.find(" = "); end != line.npos && !line.starts_with('#'))
            named.push_back(section + " " + line.substr(0, end));
    }
    for (const Key& key : keys()) {
        if (key.ready == Ready::no || key.help.starts_with("section")) continue;
        EXPECT_THAT(named, testing::Contains(std::string(key.section) + " " + std::string(key.name)));
    }
}

TEST(ShippedSources, LoadOnceAContactIsGiven) {
    std::vector<File> files{{"newsbus.toml", "[http]\ncontact = \"https://example.org/bot\"\n"}};
    for (const auto& entry : std::filesystem::directory_iterator(root / "config/sources.d"))
        files.push_back({entry.path().filename(), content(entry.path())});
    Loaded loaded = read(files);
    EXPECT_THAT(lines(loaded), IsEmpty());
    EXPECT_GE(loaded.config.sources.size(), 12u);
}

}  // namespace
}  // namespace newsbus::config
