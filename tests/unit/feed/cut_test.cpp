// Documents that end before they are complete: what their end cuts is no value.
#include "feed/feed.h"
#include "feed/opml.h"
#include "feed/sitemap.h"
#include "tests/support/corpus.h"

#include "article/json.h"
#include "read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

namespace newsbus::feed {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const Url base = Url::parse("https://example.org/feed").value();

using Reader = std::function<Result<Harvest>(std::string_view)>;

Result<Harvest> read_feed(std::string_view body) {
    return read(body, "", base, {});
}
Result<Harvest> read_list(std::string_view body) {
    return read_sitemap(body, "", base);
}

/// Cuts the document everywhere, or at 1,500 places of a long one, and holds each entry that is still read against the
/// whole document.
void expect_whole_entries(const std::string& document, const Reader& read) {
    auto whole = read(document);
    ASSERT_TRUE(whole) << whole.error().what;
    std::set<std::string> known;
    for (const Article& article : whole->articles) known.insert(to_json(article));
    const std::size_t step = std::max<std::size_t>(1, document.size() / 1500);
    for (std::size_t size = 1; size < document.size(); size += step) {
        auto part = read(std::string_view(document).substr(0, size));
        if (!part) continue;
        for (const Article& article : part->articles)
            EXPECT_TRUE(known.contains(to_json(article))) << "cut at " << size << ": " << to_json(article);
        if (testing::Test::HasFailure()) return;
    }
}

TEST(Cut, FeedsGiveNoValueThatTheWholeOneDoesNotHave) {
    for (const auto& folder : test::corpus("feed", 16)) {
        SCOPED_TRACE(folder.filename().string());
        expect_whole_entries(test::content(test::input_of(folder)), read_feed);
    }
}

TEST(Cut, SitemapsGiveNoValueThatTheWholeOneDoesNotHave) {
    for (const auto& folder : test::corpus("sitemap", 5)) {
        SCOPED_TRACE(folder.filename().string());
        expect_whole_entries(test::content(test::input_of(folder)), read_list);
    }
}

std::string rss(const std::string& items) {
    return "<rss version=\"2.0\"><channel><title>News</title>" + items;
}

constexpr const char* item = "<item><title>One</title><link>https://example.org/s/1</link></item>";

TEST(Cut, IsADocumentWhoseRootIsOpenAtItsEnd) {
    EXPECT_TRUE(read_feed(rss(item))->cut);
    EXPECT_TRUE(read_feed(rss(item) + "<item><title>Tw")->cut);
    EXPECT_FALSE(read_feed(rss(item) + "</channel></rss>")->cut);
    EXPECT_FALSE(read_feed(rss(item) + "<item><title>Two & three</channel></rss>")->cut);
    EXPECT_TRUE(
        read_feed(R"({"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"One"},{"id":)")->cut);
    EXPECT_FALSE(
        read_feed(R"({"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"One"}]} and more)")->cut);
}

TEST(Cut, LeavesOutTheEntryThatIsCut) {
    for (const char* last : {"<item><title>Two</title><link>https://example.org/s/ferry", "<item><title>Two</title>",
                             "<item><title>Two</title><pubDate>Mon, 06 May 20", "<item", "<item><link", "</item"}) {
        auto harvest = read_feed(rss(item) + last);
        ASSERT_TRUE(harvest) << last;
        EXPECT_THAT(harvest->articles, SizeIs(1)) << last;
        EXPECT_THAT(harvest->problems.front().what, testing::StartsWith("damaged: the document ends")) << last;
    }
}

TEST(Cut, LeavesOutWhatTheFeedSaysOfItselfThere) {
    EXPECT_EQ(read_feed("<rss><channel><title>News of the wor")->feed.name, "");
    EXPECT_EQ(read_feed("<rss><channel><title>News</title><link>https://exam")->feed.name, "News");
    EXPECT_EQ(read_feed("<rss><channel><title>News</title><link>https://exam")->feed.url, "");
}

TEST(Cut, LeavesALastLineOutThatMayBeCut) {
    EXPECT_THAT(read_list("https://example.org/1\nhttps://example.org/fer")->articles, SizeIs(1));
    EXPECT_THAT(read_list("https://example.org/1\nhttps://example.org/ferry\n")->articles, SizeIs(2));
    EXPECT_THAT(read_list("https://example.org/1.html\nhttps://example.org/2.html")->articles, SizeIs(2));
    EXPECT_THAT(read_list("https://example.org/1.html\nhttps://example.org/2.ht")->articles, SizeIs(1));
    EXPECT_THAT(read_list("https://example.org/a/\nhttps://example.org/b/")->articles, SizeIs(2));
}

TEST(Cut, LeavesOutTheSubscriptionThatIsCut) {
    const std::string list =
        "<opml version=\"2.0\"><head><title>L</title></head><body><outline text=\"News\">"
        "<outline text=\"A\" xmlUrl=\"https://example.org/a\"/>";
    EXPECT_THAT(read_opml(list)->feeds, SizeIs(1));
    auto cut = read_opml(list + "<outline text=\"B\" xmlUrl=\"https://example.org/b");
    ASSERT_TRUE(cut);
    EXPECT_THAT(cut->feeds, SizeIs(1));
    EXPECT_THAT(cut->problems, Not(IsEmpty()));
    EXPECT_EQ(cut->feeds[0].folders, std::vector<std::string>{"News"});
}

}  // namespace
}  // namespace newsbus::feed
