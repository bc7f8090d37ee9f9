#include "feed/opml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace newsbus::feed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Opml opml_of(const std::string& body) {
    auto opml = read_opml("<opml version='2.0'><head><title>My list</title></head><body>" + body + "</body></opml>");
    if (!opml) ADD_FAILURE() << opml.error().what;
    return opml ? *opml : Opml{};
}

TEST(Opml, TellsTheFoldersOfAFeedOnce) {
    Opml opml = opml_of(R"(
        <outline text="News &amp; Views"><outline title="World"><outline type="rss" text="A" xmlUrl="https://a.example/rss"/></outline>
            <outline type="rss" title="Title" text="Text" xmlUrl=" https://b.example/feed?a=1&amp;b=2 " category="/x/Cities, World,/x/Cities"/>
        </outline>
        <outline text="C" xmlurl="http://c.example/"/>)");
    EXPECT_EQ(opml.title, "My list");
    EXPECT_THAT(opml.problems, IsEmpty());
    EXPECT_THAT(
        opml.feeds,
        ElementsAre(Subscription{"A", "https://a.example/rss", {"News & Views", "World"}},
                    Subscription{"Title", "https://b.example/feed?a=1&b=2", {"News & Views", "Cities", "World"}},
                    Subscription{"C", "http://c.example/", {}}));
}

TEST(Opml, JoinsAnAddressThatIsWrapped) {
    for (const char* breaks : {"\n      ", "&#10;", "\t"}) {
        Opml opml =
            opml_of("<outline text='A' xmlUrl='https://a.example/a-long-" + std::string(breaks) + "feed.xml'/>");
        EXPECT_THAT(opml.feeds, ElementsAre(Subscription{"A", "https://a.example/a-long-feed.xml", {}}));
    }
    EXPECT_THAT(opml_of("<outline text='A\nB' xmlUrl='https://a.example/a b'/>").feeds,
                ElementsAre(Subscription{"A B", "https://a.example/a%20b", {}}));
}

TEST(Opml, LeavesOutWhatCannotBeASourceAndSaysWhy) {
    const std::pair<const char*, const char*> cases[] = {
        {"<outline type='rss' text='Nothing'/>", "Nothing: no xmlUrl"},
        {"<outline text='Local' xmlUrl='file:///etc/passwd'/>", "Local: no http(s) address: file:///etc/passwd"},
        {"<outline text='Scraped' type='HTML+XPath' xmlUrl='https://a.example/'/>",
         "Scraped: no feed but HTML+XPath, which its reader takes apart; a listing may do: https://a.example/"},
        {"<outline text='Relative' xmlUrl='/feed'/>", "Relative: no http(s) address: /feed"},
        {"<outline text='Secret' xmlUrl='https://me:pass@a.example/'/>",
         "Secret: an address with a user name; configure it by hand"},
    };
    for (const auto& [outline, problem] : cases) {
        Opml opml = opml_of(outline);
        EXPECT_THAT(opml.feeds, IsEmpty()) << outline;
        EXPECT_THAT(opml.problems, ElementsAre(Problem{problem})) << outline;
    }
    Opml twice =
        opml_of("<outline text='A' xmlUrl='https://a.example'/><outline text='B' xmlUrl='https://a.example/'/>");
    EXPECT_THAT(twice.feeds, SizeIs(1));
    EXPECT_THAT(twice.problems, SizeIs(1));
}

TEST(Opml, TakesAFeedOfSeveralFoldersOnceWithAllOfThem) {
    // Inoreader and FreshRSS write a feed once in each of its folders.
    Opml opml = opml_of(R"(
        <outline text="Tech"><outline text="A" xmlUrl="https://a.example/feed"/></outline>
        <outline text="World"><outline text="Other" xmlUrl="https://a.example/feed"/>
            <outline xmlUrl="https://b.example/"/></outline>
        <outline text="Late"><outline text="B" xmlUrl="https://b.example"/></outline>)");
    EXPECT_THAT(opml.problems, IsEmpty());
    EXPECT_THAT(opml.feeds, ElementsAre(Subscription{"A", "https://a.example/feed", {"Tech", "World"}},
                                        Subscription{"B", "https://b.example/", {"World", "Late"}}));
}

TEST(Opml, TakesAddressesThatDifferBySchemeOrSlashForOneFeed) {
    for (const char* other : {"https://a.example/feed/", "http://a.example/feed", "feed://a.example/feed"}) {
        Opml opml =
            opml_of("<outline text='A' xmlUrl='https://a.example/feed'/><outline text='x'><outline text='B' xmlUrl='" +
                    std::string(other) + "'/></outline>");
        EXPECT_THAT(opml.feeds, ElementsAre(Subscription{"A", "https://a.example/feed", {"x"}})) << other;
        ASSERT_THAT(opml.problems, SizeIs(1)) << other;
        EXPECT_THAT(opml.problems[0].what, HasSubstr("stands there as https://a.example/feed too, taken once: http"));
    }
    EXPECT_THAT(
        opml_of("<outline xmlUrl='https://a.example/feed?a'/><outline xmlUrl='https://a.example/feed?b'/>").feeds,
        SizeIs(2));
}

TEST(Opml, TakesTheFeedScheme) {
    Opml opml =
        opml_of("<outline text='A' xmlUrl='feed:https://a.example/x'/><outline text='B' xmlUrl='feed://b.example/'/>");
    EXPECT_THAT(opml.problems, IsEmpty());
    EXPECT_THAT(opml.feeds,
                ElementsAre(Subscription{"A", "https://a.example/x", {}}, Subscription{"B", "http://b.example/", {}}));
}

TEST(Opml, RepairsWhatIsIllFormed) {
    auto opml = read_opml(
        "<opml><body><outline text='A & B' xmlUrl='https://a.example/?x=1&y=2'><outline text='C' "
        "xmlUrl='https://c.example/'/></body>");
    ASSERT_TRUE(opml);
    ASSERT_THAT(opml->feeds, SizeIs(2));
    EXPECT_EQ(opml->feeds[0].url, "https://a.example/?x=1&y=2");
    EXPECT_THAT(opml->problems.back().what, HasSubstr("ill-formed XML"));
}

TEST(Opml, RefusesWhatIsNone) {
    for (const char* body : {"", "text", "<rss/>", "{\"a\":1}"}) EXPECT_FALSE(read_opml(body)) << body;
}

TEST(Opml, SurvivesAnyDepthAndLength) {
    std::string body = "<opml>";
    for (int i = 0; i < 50'000; ++i) body += "<outline text='f'>";
    body += "<outline text='deep' xmlUrl='https://a.example/'/>";
    auto deep = read_opml(body);
    ASSERT_TRUE(deep);
    for (const Subscription& feed : deep->feeds) EXPECT_LE(feed.folders.size(), 8u);

    body = "<opml>";
    for (int i = 0; i < 10'200; ++i) body += "<outline xmlUrl='https://a.example/" + std::to_string(i) + "'/>";
    auto longest = read_opml(body + "</opml>");
    ASSERT_TRUE(longest);
    EXPECT_THAT(longest->feeds, SizeIs(10'000));
    EXPECT_THAT(longest->problems, SizeIs(101));
}

TEST(Opml, ReadsWhatItWrites) {
    Opml opml;
    opml.title = "Lists \"and\" <more>";
    opml.feeds = {{"A & B", "https://a.example/?x=1&y=2", {"News", "World"}},
                  {"C", "https://c.example/", {"News"}},
                  {"D", "https://d.example/", {}}};
    std::string written = write_opml(opml);
    auto read = read_opml(written);
    ASSERT_TRUE(read) << written;
    EXPECT_EQ(read->title, opml.title);
    EXPECT_EQ(read->feeds, opml.feeds);
    EXPECT_THAT(read->problems, IsEmpty());
    EXPECT_THAT(written, HasSubstr("<opml version=\"2.0\">"));
}

TEST(Opml, LosesNoTitleAndNoFolderThereAndBack) {
    Opml opml;
    opml.feeds = {{"\u65b0\u805e \"today\" 's <best>",
                   "https://e.example/",
                   {"\u041d\u043e\u0432\u043e\u0441\u0442\u0438", "R&D", "a \"b\" 'c'"}},
                  {"C", "https://f.example/", {"News"}},
                  {"C", "https://g.example/", {"World"}},
                  {"Many", "https://h.example/", {"1/2", "x, y", "3", "4", "5", "6", "7", "8", "9", "10"}},
                  {"E", "https://i.example/", {"World", "News"}}};
    auto read = read_opml(write_opml(opml));
    ASSERT_TRUE(read);
    EXPECT_THAT(read->feeds, testing::UnorderedElementsAreArray(opml.feeds));  // those of a folder stand together
    EXPECT_THAT(read->problems, IsEmpty());
    EXPECT_EQ(write_opml(*read), write_opml(*read_opml(write_opml(*read))));
}

}  // namespace
}  // namespace newsbus::feed
