#include "cli/options.h"

#include "cli/command.h"

#include <gmock/gmock.h>

namespace newsbus::cli {
namespace {

using testing::HasSubstr;

/// "" when `option` takes `word`, else why not.
std::string refusal(CLI::Option* option, const std::string& word) {
    option->clear();
    option->add_result(word);
    std::string why;
    try {
        option->run_callback();
    } catch (const CLI::Error& error) {
        why = error.what();
    }
    return why;
}

bool has_validator(CLI::Option* option, const std::string& name) {
    try {
        return option->get_validator(name) != nullptr;
    } catch (const CLI::OptionNotFound&) {
        return false;
    }
}

/// Does it take numbers and nothing else? Found by trying, so that it holds for options made in any way.
bool is_numeric(CLI::Option* option) {
    return option->get_items_expected_max() > 0 && !refusal(option, "many").empty() && refusal(option, "7").empty();
}

/// Calls visit(name, option) for every option of every command.
template <class Visit>
void walk(CLI::App& app, const std::string& path, const Visit& visit) {
    for (CLI::Option* option : app.get_options()) visit(path + " " + option->get_name(), option);
    for (CLI::App* command : app.get_subcommands({})) walk(*command, path + " " + command->get_name(), visit);
}

TEST(EveryNumericOption, IsDecimalWhateverItLooksLike) {
    Program program = make_program();
    std::vector<std::string> numeric;
    walk(*program.app, "newsbus", [&numeric](const std::string& name, CLI::Option* option) {
        if (!is_numeric(option)) return;
        numeric.push_back(name);
        EXPECT_TRUE(has_validator(option, decimal_validator)) << name << ": make it with add_number()";
        for (const char* ten : {"10", "010", "00000000000000000010"}) {  // octal 010 would be 8
            EXPECT_EQ(refusal(option, ten), "") << name;
            EXPECT_EQ(option->as<std::uint64_t>(), 10u) << name << " " << ten;
        }
        for (const char* wrong : {"-1", "+1", "0x10", "1e3", "1.5", "7 ", " 7", "7x", "", "18446744073709551616",
                                  "99999999999999999999", "７"}) {
            if (option->get_items_expected_min() == 0 && !*wrong) continue;  // its value may be left out
            std::string why = refusal(option, wrong);
            EXPECT_THAT(why, HasSubstr(option->get_name())) << name << " took " << wrong;
            EXPECT_THAT(why, HasSubstr("\"" + std::string(wrong) + "\" is not a whole number from ")) << name;
        }
    });
    for (const char* known :
         {"newsbus replay --from", "newsbus replay --to", "newsbus replay --limit", "newsbus tap --from",
          "newsbus tap --count", "newsbus discover --max-requests", "newsbus status --watch"})
        EXPECT_THAT(numeric, testing::Contains(known));
}

TEST(EveryNumericOption, TakesTheNumbersThatMessagesPrint) {
    Program program = make_program();
    walk(*program.app, "newsbus", [](const std::string& name, CLI::Option* option) {
        if (option->get_name() != "--from" && option->get_name() != "--to") return;
        EXPECT_EQ(refusal(option, "00000000000000000140"), "") << name;
        EXPECT_EQ(option->as<std::uint64_t>(), 140u) << name;
        EXPECT_EQ(refusal(option, "18446744073709551615"), "") << name;
        EXPECT_EQ(option->as<std::uint64_t>(), 18446744073709551615u) << name;
    });
}

TEST(EveryOption, HasWordsThatHelp) {
    Program program = make_program();
    walk(*program.app, "newsbus",
         [](const std::string& name, CLI::Option* option) { EXPECT_FALSE(option->get_description().empty()) << name; });
}

TEST(Choice, NamesWhatIsAllowedAndWhatWasMeant) {
    CLI::App app("", "test");
    int value = 1;
    CLI::Option* option = add_choice<int>(app, "--sort", value, {{"health", 1}, {"articles", 2}}, "what comes first");
    EXPECT_EQ(refusal(option, "articles"), "");
    EXPECT_EQ(value, 2);
    EXPECT_EQ(refusal(option, "artciles"),
              "--sort: \"artciles\" is none of health, articles, did you mean `articles`?");
    EXPECT_EQ(refusal(option, "x\x1b[2Jyz"), "--sort: \"x [2Jyz\" is none of health, articles");
    EXPECT_EQ(option->get_description(), "what comes first: health, articles");
    EXPECT_EQ(option->get_default_str(), "health");
}

TEST(Number, KeepsToItsRange) {
    CLI::App app("", "test");
    int value = 0;
    CLI::Option* option = add_number(app, "--requests", value, "how many", {.least = 1, .most = 100});
    EXPECT_EQ(refusal(option, "0"), "--requests: \"0\" is not a whole number from 1 to 100");
    EXPECT_EQ(refusal(option, "101"), "--requests: \"101\" is not a whole number from 1 to 100");
    EXPECT_EQ(refusal(option, "0100"), "");
    EXPECT_EQ(value, 100);
}

TEST(Number, NeverExceedsItsType) {
    CLI::App app("", "test");
    std::optional<std::uint8_t> value;
    CLI::Option* option = add_number(app, "--small", value, "a byte");
    EXPECT_EQ(refusal(option, "256"), "--small: \"256\" is not a whole number from 0 to 255");
}

}  // namespace
}  // namespace newsbus::cli
