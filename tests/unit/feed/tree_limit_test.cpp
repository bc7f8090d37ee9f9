#include "feed/tree_limit.h"
#include "base/heap_measure.h"

#include "read.h"

#include <gmock/gmock.h>

namespace newsbus::feed {
namespace {

using testing::HasSubstr;

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    text.reserve(piece.size() * times);
    while (times-- > 0) text += piece;
    return text;
}

constexpr std::size_t too_many = most_tree_bytes / 64 + 10;

TEST(TreeLimit, LeavesDocumentsOfWordsAsTheyAre) {
    std::string feed = "<rss><channel>" + repeated("<item><title>Some words</title></item>", 1000) + "</channel></rss>";
    const std::string before = feed;
    EXPECT_FALSE(cut_to_tree_limit(feed, true));
    EXPECT_EQ(feed, before);
}

TEST(TreeLimit, CutsBeforeTheElementThatIsTooMany) {
    std::string feed = "<rss>" + repeated("<a/>", too_many);
    EXPECT_TRUE(cut_to_tree_limit(feed, false));
    EXPECT_EQ(feed.size(), 5 + (most_tree_bytes / 64 - 1) * 4);
    EXPECT_TRUE(feed.ends_with("<a/>"));
}

TEST(TreeLimit, IsWhatTheTreeTakes) {
    std::string feed = "<rss><channel>" + repeated("<item><a/><b/><c/><d/><e/></item>", 20'000);
    const Url base = Url::parse("https://news.example/rss/feed.xml").value();
    ReadOptions options;
    options.unmade_from = 1;
    const HeapMeasure heap;
    const auto harvest = read(feed, "", base, options);
    ASSERT_TRUE(harvest && harvest->unmade);
    const std::size_t elements = 6 * harvest->unmade->size();
    EXPECT_GE(heap.bytes(), feed.size() + elements * 64) << "the text and its tree";
    EXPECT_LE(heap.bytes(), feed.size() + elements * 128) << "and no more than the entries' places beside them";
}

TEST(TreeLimit, CountsAttributes) {
    std::string feed = "<rss>" + repeated("<a b='' c='' d=''/>", most_tree_bytes / 150);
    EXPECT_TRUE(cut_to_tree_limit(feed, false));
}

TEST(TreeLimit, CountsNothingInCommentsAndCdata) {
    std::string feed =
        "<rss><!--" + repeated("<a/>", too_many) + "--><![CDATA[" + repeated("<b c=''>", too_many) + "]]></rss>";
    EXPECT_FALSE(cut_to_tree_limit(feed, false));
    feed.resize(feed.size() - 20);  // a section without an end
    EXPECT_FALSE(cut_to_tree_limit(feed, false));
}

TEST(TreeLimit, SaysInTheHarvestThatTheRestIsNotRead) {
    const std::string words = "<item><title>First</title><guid>1</guid></item>";
    Harvest harvest = harvest_of("<rss><channel>" + words + "<item><title>Marks</title>" + repeated("<a/>", too_many) +
                                 "</item>" + words + "</channel></rss>");
    ASSERT_GE(harvest.articles.size(), 1u);
    EXPECT_EQ(harvest.articles[0].headline, "First");
    ASSERT_FALSE(harvest.problems.empty());
    EXPECT_THAT(harvest.problems[0].what, HasSubstr("what follows is not read"));
    EXPECT_FALSE(harvest.cut) << "the next answer would be read no further";
}

}  // namespace
}  // namespace newsbus::feed
