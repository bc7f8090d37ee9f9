#include "cli/message_view.h"

#include <gtest/gtest.h>

namespace newsbus::cli {
namespace {

const std::string header = R"({"time":"2026-01-31T12:34:56Z","sequence":"00000000000000000001"})";

TEST(MessageView, ShowsTimeEventSourceHeadlineAndLink) {
    std::string lines =
        pretty({"article/updated/en/bbc-world/", header, R"({"headline":"News","url":"https://x/1"})"}, false);
    EXPECT_EQ(lines, "12:34:56 updated   en bbc-world  News\n         https://x/1");
}

TEST(MessageView, ShowsWhyASourceIsNotWell) {
    std::string lines =
        pretty({"source/failing/bbc/", header, R"({"kind":"failing","reason":"HTTP status 500"})"}, false);
    EXPECT_EQ(lines, "12:34:56 failing   bbc  HTTP status 500");
}

TEST(MessageView, KeepsControlCharactersOffTheTerminal) {
    std::string lines =
        pretty({"article/published/en/x/", header, R"({"headline":"a\u001b[2Jb\u009bc\nd\u00e9"})"}, true);
    EXPECT_NE(lines.find("a [2Jb c d\u00e9"), std::string::npos) << lines;
}

TEST(MessageView, SurvivesWhatIsNotJson) {
    EXPECT_NE(pretty({"some/topic/", "", "]"}, false).find("topic"), std::string::npos);
}

}  // namespace
}  // namespace newsbus::cli
