#include "cli/table.h"

#include "base/columns.h"

#include <gmock/gmock.h>

namespace newsbus::cli {
namespace {

using testing::ElementsAre;

Terminal wide(std::size_t width) {
    return {.is_terminal = true, .moves = true, .colour = false, .width = width, .height = 24};
}

std::vector<Column> sample() {
    return {{.title = "NAME", .cells = {"bbc-world", "北京新闻"}, .least = 6, .worth = 3},
            {.title = "COUNT", .cells = {"7", "1234"}, .right = true, .worth = 1},
            {.title = "REASON", .cells = {"HTTP status 404", ""}, .least = 8, .worth = 2}};
}

TEST(Table, AlignsByColumnsAndNotByBytes) {
    EXPECT_THAT(table_lines(sample(), {}), ElementsAre("NAME       COUNT  REASON",           //
                                                       "bbc-world      7  HTTP status 404",  //
                                                       "北京新闻    1234"));
}

TEST(Table, CutsTheWidestFirst) {
    EXPECT_THAT(table_lines(sample(), wide(28)), ElementsAre("NAME       COUNT  REASON",      //
                                                             "bbc-world      7  HTTP stat…",  //
                                                             "北京新闻    1234"));
}

TEST(Table, LeavesOutWhatIsWorthLeastWhenCuttingIsNotEnough) {
    EXPECT_THAT(table_lines(sample(), wide(18)), ElementsAre("NAME      REASON",    //
                                                             "bbc-wor…  HTTP st…",  //
                                                             "北京新闻"));
}

TEST(Table, FitsEveryWidth) {
    for (std::size_t width = 1; width <= 60; ++width)
        for (const std::string& line : table_lines(sample(), wide(width)))
            EXPECT_LE(count_columns(line), width) << line;
}

TEST(Table, KeepsControlCharactersOffTheTerminal) {
    EXPECT_THAT(table_lines({{.title = "A", .cells = {"x\x1b[2J\ny"}}}, {}), ElementsAre("A", "x [2J y"));
}

TEST(Table, ColoursACellAndNotItsBlanks) {
    Terminal terminal = wide(80);
    terminal.colour = true;
    EXPECT_THAT(table_lines({{.title = "HEALTH", .cells = {"ok"}, .colours = {"32"}}, {.title = "B", .cells = {"b"}}},
                            terminal),
                ElementsAre("HEALTH  B", "\x1b[32mok\x1b[0m      b"));
}

}  // namespace
}  // namespace newsbus::cli
