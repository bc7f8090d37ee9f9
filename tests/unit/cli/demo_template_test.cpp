#include "cli/demo_template.h"

#include <gtest/gtest.h>

namespace newsbus::cli {
namespace {

const TimePoint began = *parse_rfc3339("2026-11-22T12:00:00.250Z");

std::string filled(std::string_view text, int edition = 1) {
    return fill_template(text, edition, "http://127.0.0.10:80", began);
}

TEST(DemoTemplate, PutsTheAddressAndTimesBeforeTheStartIntoALine) {
    EXPECT_EQ(filled("<link>@base@/a</link> @iso 90@ @rfc822 0@\n"),
              "<link>http://127.0.0.10:80/a</link> 2026-11-22T10:30:00Z Sun, 22 Nov 2026 12:00:00 GMT\n");
}

TEST(DemoTemplate, LeavesMarksItDoesNotKnow) {
    EXPECT_EQ(filled("a@b.example @soon@ @iso x@ @base@\n"), "a@b.example @soon@ @iso x@ http://127.0.0.10:80\n");
}

TEST(DemoTemplate, ShowsBlocksByEdition) {
    constexpr std::string_view text = "a\n@from 2\nnew\n@end\n@until 1\nold\n@end\nz\n";
    EXPECT_EQ(filled(text, 1), "a\nold\nz\n");
    EXPECT_EQ(filled(text, 2), "a\nnew\nz\n");
    EXPECT_EQ(filled(text, 3), "a\nnew\nz\n");
}

TEST(DemoTemplate, KeepsBytesThatAreNotUtf8) {
    EXPECT_EQ(filled("\xcd\xee\xe2@base@\xe9\n"), "\xcd\xee\xe2http://127.0.0.10:80\xe9\n");
}

}  // namespace
}  // namespace newsbus::cli
