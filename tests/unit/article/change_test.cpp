// What a reader would call a change of an article, and what not: pairs of what one poll and the next one bring.
#include "article/digest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

namespace newsbus {
namespace {

using namespace std::chrono_literals;

const TimePoint morning(std::chrono::sys_days(std::chrono::year(2026) / 5 / 6) + 7h);

Article story() {
    Article article;
    article.headline = "Ferry late again";
    article.description = "The ferry was late.";
    article.body = "The ferry was late.\n\nTwelve people waited.\n\n12 comments";
    article.url = "https://example.org/s/ferry";
    article.date_published = morning;
    article.author = {{"Ann Lee", ""}, {"Bo Ek", ""}};
    article.section = "Harbour";
    article.keywords = {"ferry", "harbour"};
    article.image = {{"https://cdn.example.org/a/ferry.jpg?w=640", {}, {}, 0, 0},
                     {"https://cdn.example.org/a/pier.png", {}, {}, 0, 0}};
    article.encoding = {{"https://cdn.example.org/ferry.mp3", "audio/mpeg", 0}};
    return article;
}

struct Pair {
    const char* what;
    bool is_change;
    std::function<void(Article&)> edit;
};

std::function<void(Article&)> link(std::string url) {
    return [url](Article& a) { a.url = url; };
}
std::function<void(Article&)> headline(std::string text) {
    return [text](Article& a) { a.headline = text; };
}
std::function<void(Article&)> body(std::string text) {
    return [text](Article& a) { a.body = text; };
}
std::function<void(Article&)> summary(std::string text) {
    return [text](Article& a) { a.description = text; };
}
std::function<void(Article&)> picture(std::string url) {
    return [url](Article& a) { a.image[0].url = url; };
}
std::function<void(Article&)> sound(std::string url) {
    return [url](Article& a) { a.encoding[0].url = url; };
}

const Pair pairs[] = {
    // Links
    {"a campaign in the link", false, link("https://example.org/s/ferry?utm_source=rss&utm_campaign=2")},
    {"a click id", false, link("https://example.org/s/ferry?fbclid=abc")},
    {"http for https", false, link("http://example.org/s/ferry")},
    {"www", false, link("https://www.example.org/s/ferry")},
    {"a slash at the end", false, link("https://example.org/s/ferry/")},
    {"a fragment", false, link("https://example.org/s/ferry#comments")},
    {"a session", false, link("https://example.org/s/ferry?PHPSESSID=8d7f")},
    {"a session in the path", false, link("https://example.org/s/ferry;jsessionid=1A2B")},
    {"a signature", false, link("https://example.org/s/ferry?Expires=1767&Signature=x&Key-Pair-Id=K")},
    {"a token", false, link("https://example.org/s/ferry?token=99")},
    {"a number against caches", false, link("https://example.org/s/ferry?_=1767225600")},
    {"a random value", false, link("https://example.org/s/ferry?x=9f8a7b6c5d4e3f2a1b0c")},
    {"another path", true, link("https://example.org/s/ferry-late")},
    {"another number in the query", true, link("https://example.org/s/ferry?id=2")},
    {"another host", true, link("https://example.com/s/ferry")},
    {"another page of it", true, link("https://example.org/s/ferry?page=2")},
    {"no link any more", true, link("")},
    // Headlines
    {"white space", false, headline("  Ferry  late\n again ")},
    {"a no-break space", false, headline("Ferry\u00A0late again")},
    {"a soft hyphen", false, headline("Fer\u00ADry late again")},
    {"a zero-width space", false, headline("Ferry\u200B late again")},
    {"a count behind it", false, headline("Ferry late again (12 comments)")},
    {"a word", true, headline("Ferry late once more")},
    {"a figure", true, headline("Ferry 2 hours late again")},
    {"a question mark", true, headline("Ferry late again?")},
    {"capital letters", true, headline("FERRY LATE AGAIN")},
    {"a year in brackets", true, headline("Ferry late again (2026)")},
    // Bodies
    {"a count of comments", false, body("The ferry was late.\n\nTwelve people waited.\n\n13 comments")},
    {"no count of comments", false, body("The ferry was late.\n\nTwelve people waited.")},
    {"counts of several kinds", false, body("The ferry was late.\n\nTwelve people waited.\n\nPoints: 5 # Comments: 3")},
    {"views and likes", false, body("1.2K views, 17 likes\n\nThe ferry was late.\n\nTwelve people waited.")},
    {"how long ago", false, body("The ferry was late.\n\nTwelve people waited.\n\nPosted 5 minutes ago")},
    {"how long ago, in German", false, body("vor 5 Minuten\n\nThe ferry was late.\n\nTwelve people waited.")},
    {"a stamp", false, body("Updated: 6 May 2026, 10:32\n\nThe ferry was late.\n\nTwelve people waited.")},
    {"a stamp in French", false,
     body("Mis à jour le 06/05/2026 à 10h32\n\nThe ferry was late.\n\nTwelve people waited.")},
    {"a stamp in Chinese", false, body("更新时间：2026-05-06 10:32\n\nThe ferry was late.\n\nTwelve people waited.")},
    {"a count in Russian", false, body("The ferry was late.\n\nTwelve people waited.\n\n12 комментариев")},
    {"paragraphs", false, body("The ferry was late. Twelve people waited.\n\n12 comments")},
    {"a mark of direction", false, [](Article& a) { a.body = "The ferry was late.\n\nTwelve people waited.\u200E"; }},
    {"a figure", true, body("The ferry was late.\n\nThirteen people waited.\n\n12 comments")},
    {"a paragraph more", true, body("The ferry was late.\n\nTwelve people waited.\n\nThree wept.\n\n12 comments")},
    {"a paragraph less", true, body("Twelve people waited.\n\n12 comments")},
    {"a sentence that begins with Updated", true,
     body("Updated count: 12 of 20 ferries.\n\nThe ferry was late.\n\nTwelve people waited.")},
    {"a sentence that counts", true, body("The ferry was late.\n\n12 people waited.\n\n12 comments")},
    {"comments that somebody made", true,
     body("The ferry was late.\n\nTwelve people waited.\n\nThe mayor made 2 comments on the harbour")},
    // Summaries
    {"an ellipsis and three dots", true, summary("The ferry was late...")},
    {"another summary", true, summary("The ferry came.")},
    {"no summary", true, summary("")},
    // Names
    {"keywords in another order", false, [](Article& a) { std::ranges::reverse(a.keywords); }},
    {"a keyword twice", false, [](Article& a) { a.keywords.push_back("ferry"); }},
    {"a keyword in capitals", false, [](Article& a) { a.keywords[0] = "Ferry"; }},
    {"a keyword more", true, [](Article& a) { a.keywords.push_back("lateness"); }},
    {"authors in another order", false, [](Article& a) { std::ranges::reverse(a.author); }},
    {"an author less", true, [](Article& a) { a.author.pop_back(); }},
    {"another section", true, [](Article& a) { a.section = "Town"; }},
    // Pictures and sounds
    {"another size of the picture", false, picture("https://cdn.example.org/a/ferry.jpg?w=1024&h=768")},
    {"a signature on the picture", false,
     picture("https://cdn.example.org/a/ferry.jpg?X-Amz-Date=2&X-Amz-Signature=8")},
    {"another host of the network", false, picture("https://cdn3.example.org/a/ferry.jpg")},
    {"pictures in another order", false, [](Article& a) { std::ranges::reverse(a.image); }},
    {"another picture", true, picture("https://cdn.example.org/a/captain.jpg")},
    {"a picture less", true, [](Article& a) { a.image.pop_back(); }},
    {"a picture by number", true, picture("https://cdn.example.org/image?id=7")},
    {"a token on the sound", false, sound("https://cdn.example.org/ferry.mp3?awCollectionId=5&token=8")},
    {"another sound", true, sound("https://cdn.example.org/ferry-2.mp3")},
    // Dates, and what is no content
    {"another date", true, [](Article& a) { a.date_published = morning + 24h; }},
    {"the same moment in another zone", false,
     [](Article& a) { a.date_published_raw = "Wed, 06 May 2026 09:00:00 +0200"; }},
    {"a stamp beside a text", false, [](Article& a) { a.date_modified = morning + 1h; }},
    {"the markup of the text", false, [](Article& a) { a.body_html = "<p>The ferry was late.</p>"; }},
};

TEST(Change, IsWhatAReaderWouldCallOne) {
    const Digest before(story());
    for (const Pair& pair : pairs) {
        Article after = story();
        pair.edit(after);
        EXPECT_EQ(Digest(after) != before, pair.is_change) << pair.what;
    }
}

// Where both sides need another beginning.
TEST(Change, IsNotTypography) {
    const std::pair<const char*, const char*> texts[] = {
        {"\"No\", she said", "\u201CNo\u201D, she said"},
        {"'No', she said", "\u2018No\u2019, she said"},
        {"It's late", "It\u2019s late"},
        {"late - again", "late \u2013 again"},
        {"late -- again", "late \u2014 again"},
        {"late ...", "late\u2026"},
        {"a cafe\u0301", "a caf\u00E9"},
        {"\u1112\u1161\u11AB", "\uD55C"},
        {"\u304B\u3099", "\u304C"},
        {"\u0627\u0653", "\u0622"},
        {"\"No\"", "\u00ABNo\u00BB"},
        {"\"No\", she said", "'No', she said"},
        {"\u201CNo\u201D", "\u201ENo\u201C"},
        {"\"\u4E0D\"", "\u300C\u4E0D\u300D"},
    };
    for (const auto& [one, other] : texts) {
        Article before = story(), after = story();
        before.headline = one;
        after.headline = other;
        EXPECT_EQ(Digest(after), Digest(before)) << one;
    }
}

TEST(Change, OfAnEntryWithoutTextIsTheDateOfItsChange) {
    Article before, after;
    before.url = after.url = "https://example.org/s/ferry";
    before.date_modified = morning;
    after.date_modified = morning + 1h;
    EXPECT_NE(Digest(after), Digest(before));
    Digest undated(after);
    undated.leave_out_date_modified();
    Digest other(before);
    other.leave_out_date_modified();
    EXPECT_EQ(undated, other);
}

TEST(Digest, TakesTheDateOfAnother) {
    Article before = story(), after = story();
    after.date_published = morning + 24h;
    Digest digest(after);
    EXPECT_EQ(digest.content(), Digest(before).content());
    digest.set_date_as(Digest(before));
    EXPECT_EQ(digest, Digest(before));
    before.date_published.reset();
    digest.set_date_as(Digest(before));
    EXPECT_EQ(digest, Digest(before));
}

}  // namespace
}  // namespace newsbus
