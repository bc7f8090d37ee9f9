#include "cli/usage.h"

#include "base/columns.h"
#include "cli/command.h"
#include "cli/help.h"

#include <gmock/gmock.h>

#include <sstream>

namespace newsbus::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

Words understood(const Words& words) {
    Program program = make_program();
    auto result = understand(*program.app, words);
    return result ? *result : Words{"error: " + result.error().what};
}

/// What a person sees who typed `words`; "" when there is nothing wrong with them.
std::string told(const Words& words) {
    Program program = make_program();
    auto result = understand(*program.app, words);
    if (!result) return result.error().what;
    try {
        program.app->parse(Words(result->rbegin(), result->rend()));
    } catch (const CLI::ParseError& error) {
        return explain(*program.app, error);
    }
    return {};
}

TEST(Usage, TakesHelpAsACommand) {
    EXPECT_THAT(understood({"help"}), ElementsAre("--help"));
    EXPECT_THAT(understood({"help", "help"}), ElementsAre("--help"));
    EXPECT_THAT(understood({"help", "replay"}), ElementsAre("replay", "--help"));
    EXPECT_THAT(understood({"help", "nonsense"}), ElementsAre("error: nonsense: unknown command (see newsbus help)"));
    EXPECT_THAT(understood({"help", "replay", "more"}), ElementsAre("error: more: unexpected"));
}

TEST(Usage, JoinsANegativeNumberToItsOption) {
    EXPECT_THAT(understood({"replay", "--from", "-1"}), ElementsAre("replay", "--from=-1"));
    EXPECT_THAT(understood({"replay", "--from=1", "-2"}), ElementsAre("replay", "--from=1", "-2"));
}

TEST(Usage, NamesWhatWasProbablyMeant) {
    const std::pair<Words, std::string> cases[] = {
        {{"statsu"}, "statsu: unknown command, did you mean `status`?"},
        {{"stauts", "--jsno"}, "stauts: unknown command, did you mean `status`?"},
        {{"hlep"}, "hlep: unknown command, did you mean `help`?"},
        {{"help", "rpelay"}, "rpelay: unknown command, did you mean `replay`?"},
        {{"status", "--jsno"}, "--jsno: unknown option, did you mean `--json`?"},
        {{"replay", "--form=3"}, "--form: unknown option, did you mean `--from`?"},
        {{"replay", "--frm", "3"}, "--frm: unknown option, did you mean `--from`?"},
        {{"parse", "--as", "fede"},
         "--as: \"fede\" is none of feed, listing, sitemap, page, text, did you mean `feed`?"},
        {{"status", "--color", "alwys"}, "--color: \"alwys\" is none of auto, always, never, did you mean `always`?"},
        {{"--verison"}, "--verison: unknown option, did you mean `--version`?"},
    };
    for (const auto& [words, message] : cases) EXPECT_EQ(told(words), message);
}

TEST(Usage, SaysWhereToLookWhenNothingIsNear) {
    EXPECT_EQ(told({"frobnicate"}), "frobnicate: unknown command (see newsbus help)");
    EXPECT_EQ(told({""}), ": unknown command (see newsbus help)");
    EXPECT_EQ(told({"status", "--frobnicate"}), "--frobnicate: unknown option (see newsbus status --help)");
    EXPECT_EQ(told({"status", "-x"}), "-x: unknown option (see newsbus status --help)");
    EXPECT_EQ(told({"\x1b[2J"}), " [2J: unknown command (see newsbus help)");
}

TEST(Usage, SaysWhatElseIsWrongInOneLine) {
    EXPECT_EQ(told({"status", "extra"}), "extra: unexpected");
    EXPECT_EQ(told({"status", "replay"}), "replay: unexpected");
    EXPECT_EQ(told({"replay", "--from"}), "--from: needs a value");
    EXPECT_EQ(told({"replay", "--from", "1", "--from", "2"}), "--from: may be given once");
    EXPECT_EQ(told({"replay", "--from", "-1"}), "--from: \"-1\" is not a whole number from 0 to 18446744073709551615");
    EXPECT_EQ(told({"--config", "x", "status"}), "--config: comes after the command: newsbus COMMAND --config");
    EXPECT_EQ(told({"discover"}), "url is required");
}

TEST(Help, WrapsAtTheWidthThatThereIs) {
    Program program = make_program();
    for (std::size_t columns : {1, 20, 40, 80, 100}) {
        HelpFormatter formatter(columns);
        for (const CLI::App* command : program.app->get_subcommands({})) {
            std::istringstream lines(formatter.make_help(command, speaker(*command), CLI::AppFormatMode::Normal));
            for (std::string line; columns >= 80 && std::getline(lines, line);)
                EXPECT_LE(count_columns(line), columns) << line;
        }
    }
}

TEST(Help, ShowsEveryCommandInAGroupWithItsSummary) {
    Program program = make_program();
    std::string help = HelpFormatter(80).make_help(program.app.get(), "newsbus", CLI::AppFormatMode::Normal);
    for (const CLI::App* command : program.app->get_subcommands({})) {
        EXPECT_THAT(help, HasSubstr("\n  " + command->get_name() + " "));
        EXPECT_FALSE(command->get_group().empty());
    }
    EXPECT_THAT(help, HasSubstr("\nThe daemon:\n  run "));
    EXPECT_THAT(help, Not(HasSubstr("Subcommands")));
}

}  // namespace
}  // namespace newsbus::cli
