#include "base/log.h"

#include <gtest/gtest.h>

namespace newsbus::log {
namespace {

std::string text_of(std::string_view value) {
    return as_text({"words", {{"key", value}}});
}

TEST(LogText, LeavesPlainValuesAndNumbersBare) {
    EXPECT_EQ(
        as_text({"source failing", {{"source", "bbc-world"}, {"failures", 3}, {"url", "https://a.example/f.xml"}}}),
        "source failing source=bbc-world failures=3 url=https://a.example/f.xml");
    EXPECT_EQ(text_of("Größe"), "words key=Größe");
}

TEST(LogText, QuotesValuesThatWouldNotReadBackAsOne) {
    EXPECT_EQ(text_of("HTTP status 503"), R"(words key="HTTP status 503")");
    EXPECT_EQ(text_of(""), R"(words key="")");
    EXPECT_EQ(text_of("a=b"), R"(words key="a=b")");
    EXPECT_EQ(text_of(R"(say "no" \ now)"), R"(words key="say \"no\" \\ now")");
}

TEST(LogText, IsOneLineWhateverAPublisherWrites) {
    EXPECT_EQ(text_of("a\nservice: stopped"), R"(words key="a service: stopped")");
    EXPECT_EQ(text_of("\x1b[31mred"), R"(words key=" [31mred")");
    EXPECT_EQ(text_of("a\xc2\x85z"), R"(words key="a z")");      // U+0085 next line
    EXPECT_EQ(text_of("a\xe2\x80\xaez"), R"(words key="a z")");  // U+202E right-to-left override
}

TEST(LogText, ReplacesWhatIsNoUtf8AndShortensWhatIsLong) {
    EXPECT_EQ(text_of("a\xff"), "words key=a\xef\xbf\xbd");
    EXPECT_LT(text_of(std::string(100'000, 'x')).size(), 600u);
}

TEST(LogJson, HoldsEveryFieldByItsName) {
    TimePoint time = *parse_rfc3339("2026-11-27T08:15:00.250Z");
    EXPECT_EQ(as_json({"source failing", {{"why", "HTTP \"503\"\n"}, {"failures", 3}}}, Level::warn, "ingest", time),
              R"({"time":"2026-11-27T08:15:00.250Z","level":"warn","module":"ingest","message":"source failing",)"
              R"("why":"HTTP \"503\" ","failures":3})");
}

TEST(Log, RefusesLevelsAndFormatsThatItDoesNotKnow) {
    EXPECT_FALSE(set_level("loud"));
    EXPECT_FALSE(set_level(""));
    EXPECT_FALSE(set_format("xml"));
}

}  // namespace
}  // namespace newsbus::log
