#include "cli/message_view.h"

#include "base/columns.h"
#include "base/utf8.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace newsbus::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const Terminal pipe{};
Terminal terminal(std::size_t width, bool colour = false) {
    return {.is_terminal = true, .moves = true, .colour = colour, .width = width, .height = 24};
}

std::string header(std::string_view type) {
    return R"({"type":")" + std::string(type) +
           R"(","time":"2026-01-31T12:34:56.789Z","sequence":"00000000000000000001"})";
}

message::Frames article(const std::string& event, const std::string& body) {
    return {"article/" + event + "/en/bbc-world/", header("newsbus.article." + event + ".v1"), body};
}

message::Frames source(const std::string& kind, const std::string& body) {
    return {"source/" + kind + "/bbc/", header("newsbus.source." + kind + ".v1"), body};
}

/// In UTC, whatever the machine is set to.
class MessageViewTest : public testing::Test {
protected:
    MessageViewTest() { ::setenv("TZ", "UTC0", 1); }
    ~MessageViewTest() override { ::unsetenv("TZ"); }

    MessageView view;
};

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.find("https://") == line.npos) widest = std::max(widest, count_columns(line));
    return widest;
}

TEST_F(MessageViewTest, ShowsTimeEventLanguageSourceHeadlineAndLink) {
    EXPECT_EQ(view.show(article("published",
                                R"({"source":"bbc-world","inLanguage":"en-GB","headline":"News","url":"https://x/1"})"),
                        pipe),
              "2026-01-31T12:34:56Z published en bbc-world     News\n    https://x/1\n");
}

TEST_F(MessageViewTest, ShowsTimesInTheLocalZoneWithTheirOffset) {
    ::setenv("TZ", "CET-1", 1);
    EXPECT_THAT(view.show(article("published", "{}"), pipe), StartsWith("2026-01-31T13:34:56+01:00 "));
}

TEST_F(MessageViewTest, AlignsWhatBelongsToAColumn) {
    std::string lines;
    for (const char* name : {"a", "bbc-world", "北京"})
        lines += view.show(article("published", R"({"headline":"News","source":")" + std::string(name) + "\"}"), pipe);
    lines += view.show(source("failing", R"({"source":"bbc","reason":"Newsless"})"), pipe);
    std::istringstream all(lines);
    for (std::string line; std::getline(all, line);)
        EXPECT_EQ(count_columns(line.substr(0, line.find("News"))), 48u) << line;
}

TEST_F(MessageViewTest, TellsAFailureInRed) {
    EXPECT_EQ(view.show(source("failing", R"({"source":"bbc","reason":"HTTP status 500"})"), pipe),
              "2026-01-31T12:34:56Z failing      bbc           HTTP status 500\n");
    std::string lines =
        view.show(source("failing", R"({"source":"bbc","reason":"HTTP status 500"})"), terminal(200, true));
    EXPECT_THAT(lines, HasSubstr("\x1b[1;31mfailing\x1b[0m"));
    EXPECT_THAT(lines, HasSubstr("\x1b[1;31mHTTP status 500\x1b[0m"));
    EXPECT_THAT(view.show(source("ok", R"({"source":"bbc"})"), terminal(200, true)), HasSubstr("\x1b[32mok\x1b[0m"));
}

TEST_F(MessageViewTest, ShowsWhatAnUpdateChanged) {
    view.show(
        article(
            "published",
            R"({"id":"1","source":"s","version":1,"headline":"Twelve hurt","articleBody":"A bridge fell on Monday. It was old."})"),
        pipe);
    std::string lines = view.show(
        article(
            "updated",
            R"({"id":"1","source":"s","version":2,"headline":"Fourteen hurt","articleBody":"A bridge fell on Tuesday. It was old.","changes":[{"field":"headline","kind":"changed"},{"field":"image","kind":"added"}],"url":"https://x/1"})"),
        pipe);
    EXPECT_THAT(lines, EndsWith("  Fourteen hurt\n"
                                "    version 2: headline, image added\n"
                                "    - Twelve hurt\n"
                                "    + Fourteen hurt\n"
                                "    - A bridge fell on Monday. It was old.\n"
                                "    + A bridge fell on Tuesday. It was old.\n"
                                "    https://x/1\n"));
}

TEST_F(MessageViewTest, ShowsWhatTheMessageItselfSaysWhenTheVersionBeforeWasNotSeen) {
    std::string lines = view.show(
        article(
            "updated",
            R"({"id":"1","source":"s","version":7,"headline":"News","changes":[{"field":"articleBody","kind":"changed"}]})"),
        pipe);
    EXPECT_THAT(lines, EndsWith("News\n    version 7: articleBody\n"));
}

TEST_F(MessageViewTest, FitsEveryWidth) {
    const std::string chinese = "北京市政府星期一宣布了新的交通计划以减少城市中的拥堵";
    const std::string arabic = "أعلنت الحكومة يوم الاثنين عن خطة جديدة للنقل في المدينة";
    for (std::size_t width = 1; width <= 400; ++width)
        for (const std::string& headline : {chinese, arabic, std::string(500, 'x')}) {
            MessageView fresh;
            std::string body = R"({"id":"1","source":")" + std::string(100, 's') +
                               R"(","inLanguage":"zh","headline":")" + headline +
                               R"(","url":"https://x/1","articleBody":")" + headline;
            fresh.show(article("published", body + "\"}"), terminal(width));
            std::string lines = fresh.show(article("updated", body + "!\"}"), terminal(width));
            EXPECT_LE(widest_line(lines), std::max<std::size_t>(width, 20)) << lines;
            EXPECT_TRUE(is_valid_utf8(lines));
        }
}

TEST_F(MessageViewTest, CutsAHeadlineOnATerminalOnly) {
    const std::string body = R"({"source":"s","headline":")" + std::string(300, 'x') + "\"}";
    EXPECT_THAT(view.show(article("published", body), pipe), HasSubstr(std::string(300, 'x')));
    EXPECT_THAT(view.show(article("published", body), terminal(120)), HasSubstr("xxx…\n"));
}

TEST_F(MessageViewTest, KeepsControlCharactersOffTheTerminal) {
    std::string lines = view.show(
        article("published",
                R"({"headline":"a\u001b[2Jb\u009bc\nd\u00e9\u202e","source":"\u001b[1m","url":"https://x/\u0007"})"),
        pipe);
    EXPECT_THAT(lines, HasSubstr("a [2Jb c d\u00e9 "));
    EXPECT_THAT(lines, Not(HasSubstr("\x1b")));
    EXPECT_THAT(lines, Not(HasSubstr("\x07")));
}

TEST_F(MessageViewTest, SurvivesWhatIsNotJson) {
    EXPECT_THAT(view.show({"some/topic/", "", "]"}, pipe), HasSubstr("topic"));
    EXPECT_THAT(view.show({"", "", ""}, terminal(20)), EndsWith("\n"));
    EXPECT_THAT(view.show({"article/updated/en/x/", "{}", R"({"changes":[1,{"field":2}],"version":[]})"}, pipe),
                HasSubstr("updated"));
}

}  // namespace
}  // namespace newsbus::cli
