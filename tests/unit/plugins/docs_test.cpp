// docs/plugins.md and the option tables say the same.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

using testing::HasSubstr;

std::string file(const std::string& path) {
    std::ifstream stream(NEWSBUS_TEST_DIR "/../" + path);
    EXPECT_TRUE(stream) << path;
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string_view type_name(OptionType type) {
    switch (type) {
        case OptionType::boolean:
            return "boolean";
        case OptionType::integer:
            return "integer";
        case OptionType::number:
            return "number";
        case OptionType::string:
            return "string";
        case OptionType::string_list:
            return "string list";
        case OptionType::duration:
            return "duration";
        case OptionType::size:
            return "size";
    }
    return "";
}

std::string row_of(const Option& option) {
    std::string fallback = option.fallback.empty() ? "required" : "`" + std::string(option.fallback) + "`";
    return "| `" + std::string(option.name) + "` | " + std::string(type_name(option.type)) + " | " + fallback + " | " +
           std::string(option.help) + " |\n";
}

std::string section_of(const std::string& document, std::string_view name) {
    std::size_t begin = document.find("\n## " + std::string(name) + "\n");
    if (begin == std::string::npos) return "";
    return document.substr(begin, document.find("\n## ", begin + 1) - begin);
}

TEST(PluginDocs, HaveASectionForEveryPluginWithItsOptions) {
    std::string document = file("docs/plugins.md");
    for (const PluginKind* kind : builtin_kinds()) {
        std::string section = section_of(document, kind->name);
        EXPECT_FALSE(section.empty()) << kind->name;
        for (const Option& option : kind->options) EXPECT_THAT(section, HasSubstr(row_of(option)));
        EXPECT_TRUE(!kind->options.empty() || section.find("No options") != std::string::npos) << kind->name;
    }
    for (const Option& option : common_options()) EXPECT_THAT(document, HasSubstr(row_of(option)));
}

TEST(PluginDocs, ShowTheExampleThatTheTestsRun) {
    EXPECT_THAT(file("docs/plugins.md"), HasSubstr(file("examples/plugins/reading_time.py")));
}

TEST(PluginDocs, ShowTheDefaultChain) {
    std::string chain;
    for (const std::string& name : default_chain()) chain += (chain.empty() ? "\"" : ", \"") + name + '"';
    EXPECT_THAT(file("docs/plugins.md"), HasSubstr("chain = [" + chain + "]"));
}

TEST(Notice, NamesEveryDataFile) {
    std::string notice = file("NOTICE");
    for (const char* name : {"countries", "cities", "persons", "international_bodies", "news_agencies", "ambiguous"})
        EXPECT_THAT(notice, HasSubstr("plugins/data/gazetteer/" + std::string(name) + ".tsv"));
    EXPECT_THAT(notice, HasSubstr("plugins/data/boilerplate.tsv"));
}

}  // namespace
}  // namespace newsbus::plugins
