#include "cli/terminal.h"

#include <gtest/gtest.h>

#include <map>

namespace newsbus::cli {
namespace {

/// An environment of just these variables.
Environment with(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](const char* name) -> const char* {
        auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    };
}

TEST(Colour, IsThereOnATerminalOnly) {
    EXPECT_TRUE(wants_colour(Colour::automatic, true, with({{"TERM", "xterm"}})));
    EXPECT_FALSE(wants_colour(Colour::automatic, false, with({{"TERM", "xterm"}})));
}

TEST(Colour, IsNotThereOnATerminalThatCannot) {
    EXPECT_FALSE(wants_colour(Colour::automatic, true, with({{"TERM", "dumb"}})));
    EXPECT_FALSE(wants_colour(Colour::automatic, true, with({})));
}

TEST(Colour, FollowsTheVariablesThatOtherProgramsFollow) {
    const std::string term = "xterm";
    EXPECT_FALSE(wants_colour(Colour::automatic, true, with({{"TERM", term}, {"NO_COLOR", "1"}})));
    EXPECT_TRUE(wants_colour(Colour::automatic, true, with({{"TERM", term}, {"NO_COLOR", ""}})));
    EXPECT_FALSE(wants_colour(Colour::automatic, true, with({{"TERM", term}, {"CLICOLOR", "0"}})));
    EXPECT_TRUE(wants_colour(Colour::automatic, true, with({{"TERM", term}, {"CLICOLOR", "1"}})));
    EXPECT_FALSE(wants_colour(Colour::automatic, false, with({{"TERM", term}, {"CLICOLOR", "1"}})));
    EXPECT_TRUE(wants_colour(Colour::automatic, false, with({{"CLICOLOR_FORCE", "1"}})));
    EXPECT_FALSE(wants_colour(Colour::automatic, false, with({{"CLICOLOR_FORCE", "0"}})));
    EXPECT_FALSE(wants_colour(Colour::automatic, true, with({{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}})));
}

TEST(Colour, FollowsTheOptionBeforeAnyVariable) {
    EXPECT_TRUE(wants_colour(Colour::always, false, with({{"NO_COLOR", "1"}, {"TERM", "dumb"}})));
    EXPECT_FALSE(wants_colour(Colour::never, true, with({{"CLICOLOR_FORCE", "1"}, {"TERM", "xterm"}})));
}

TEST(Width, IsThatOfTheTerminal) {
    EXPECT_EQ(usable_width(true, 132, with({})), 132u);
    EXPECT_EQ(usable_width(true, 132, with({{"COLUMNS", "40"}})), 40u);
}

TEST(Width, HasNoLimitWhereThereIsNoTerminal) {
    EXPECT_EQ(usable_width(false, 0, with({{"COLUMNS", "40"}})), std::nullopt);
}

TEST(Width, IsNotTakenFromNonsense) {
    for (const char* columns : {"abc", "", "0", "-5", "80x", "99999999999999999999", "1000000"})
        EXPECT_EQ(usable_width(true, 132, with({{"COLUMNS", columns}})), 132u) << columns;
    EXPECT_EQ(usable_width(true, 0, with({})), 80u);  // a serial line knows no size
}

}  // namespace
}  // namespace newsbus::cli
