#include "plugins/host/registry.h"

#include <gtest/gtest.h>

namespace newsbus::plugins {
namespace {

using namespace std::chrono_literals;

Result<OptionValues::Value> read(OptionType type, std::string_view fallback) {
    return fallback_value({"x", type, fallback, "help"});
}

TEST(FallbackValue, ReadsTheValueOfEachType) {
    EXPECT_EQ(read(OptionType::boolean, "true").value(), OptionValues::Value(true));
    EXPECT_EQ(read(OptionType::integer, "-3").value(), OptionValues::Value(std::int64_t{-3}));
    EXPECT_EQ(read(OptionType::number, "0.5").value(), OptionValues::Value(0.5));
    EXPECT_EQ(read(OptionType::number, "2").value(), OptionValues::Value(2.0));
    EXPECT_EQ(read(OptionType::string, R"("")").value(), OptionValues::Value(std::string()));
    EXPECT_EQ(read(OptionType::string_list, R"(["a", "b"])").value(),
              OptionValues::Value(std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(read(OptionType::duration, R"("2s")").value(), OptionValues::Value(Duration(2s)));
    EXPECT_EQ(read(OptionType::size, R"("1MiB")").value(), OptionValues::Value(std::int64_t{1048576}));
}

TEST(FallbackValue, RefusesTheWrongType) {
    constexpr std::pair<OptionType, std::string_view> wrong[] = {
        {OptionType::boolean, "1"},
        {OptionType::integer, "0.5"},
        {OptionType::number, R"("1")"},
        {OptionType::string, "bare"},
        {OptionType::string_list, "[1]"},
        {OptionType::duration, R"("2 weeks")"},
        {OptionType::size, R"("99999999TiB")"},
        {OptionType::string, ""},
    };
    for (auto [type, fallback] : wrong) {
        auto value = read(type, fallback);
        ASSERT_FALSE(value) << fallback;
        EXPECT_EQ(value.error().code, Errc::config);
    }
}

TEST(Kinds, HaveOptionsWhoseFallbacksCanBeRead) {
    for (const PluginKind* kind : builtin_kinds())
        for (const Option& option : kind->options) {
            EXPECT_TRUE(option.fallback.empty() || fallback_value(option)) << kind->name << '.' << option.name;
        }
}

TEST(Kinds, AreFoundByName) {
    for (const PluginKind* kind : builtin_kinds()) EXPECT_EQ(find_kind(kind->name), kind);
    EXPECT_EQ(find_kind("no_such_plugin"), nullptr);
}

TEST(DefaultSpec, HasEveryOption) {
    Spec spec = default_spec("clean_boilerplate").value();
    EXPECT_EQ(spec.kind, "clean_boilerplate");
    EXPECT_EQ(spec.options.integer("max_words"), 25);
    EXPECT_EQ(spec.options.string("on_error"), "keep");
}

TEST(DefaultSpec, NamesWhatIsMissing) {
    EXPECT_EQ(default_spec("no_such").error().what, "plugin no_such: there is no such plugin");
}

TEST(DataDir, IsTheSourceTreeWhenRunFromTheBuildTree) {
    auto found = find_data_dir();
    ASSERT_TRUE(found) << found.error().what;
    EXPECT_TRUE(found->ends_with("/plugins/data")) << *found;
}

TEST(DataDir, MayBeNamedAndMustExist) {
    EXPECT_EQ(find_data_dir("/").value(), "/");
    EXPECT_EQ(find_data_dir("/no/such/folder").error().code, Errc::config);
    EXPECT_EQ(find_data_dir("/no/such/folder").error().what, "--data-dir /no/such/folder: no such folder");
}

}  // namespace
}  // namespace newsbus::plugins
