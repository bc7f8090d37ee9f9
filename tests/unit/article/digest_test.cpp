#include "article/digest.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

Article sample() {
    Article article;
    article.headline = "Headline";
    article.body = "One.\n\nTwo.";
    article.author = {{"Ann", ""}};
    return article;
}

TEST(Digest, NamesTheFieldsThatChanged) {
    Article edited = sample();
    edited.headline = "Other";
    edited.author.clear();
    edited.section = "World";
    EXPECT_EQ(Digest(edited).changes_since(Digest(sample())),
              (std::vector<Change>{{"headline", "changed"}, {"author", "removed"}, {"articleSection", "added"}}));
    EXPECT_TRUE(Digest(sample()).changes_since(Digest(sample())).empty());
}

TEST(Digest, IgnoresWhiteSpace) {
    Article spaced = sample();
    spaced.headline = "  Headline ";
    spaced.body = "One.\nTwo.\n";
    EXPECT_EQ(Digest(spaced), Digest(sample()));
    EXPECT_EQ(Digest(spaced).combined(), Digest(sample()).combined());
}

TEST(Digest, IgnoresWhatIsNotContent) {
    Article tagged = sample();
    tagged.id = "x";
    tagged.language = "en";
    tagged.date_fetched = TimePoint(std::chrono::seconds(5));
    EXPECT_EQ(Digest(tagged), Digest(sample()));
}

TEST(Digest, TellsListsFromTheirConcatenation) {
    Article one = sample(), two = sample();
    one.keywords = {"ab", "c"};
    two.keywords = {"a", "bc"};
    EXPECT_NE(Digest(one), Digest(two));
}

TEST(Digest, SurvivesStorage) {
    Digest digest(sample());
    EXPECT_EQ(Digest::parse(digest.serialized()), digest);
    EXPECT_TRUE(Digest::parse("").empty());
    EXPECT_TRUE(Digest::parse("garbage!!").empty());
    EXPECT_TRUE(Digest::parse(digest.serialized() + "x").empty());
}

}  // namespace
}  // namespace newsbus
