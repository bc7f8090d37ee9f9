#include "feed/sitemap.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::feed {
namespace {

const Url base = Url::parse("https://courier.example/sitemap.xml").value();

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

TEST(Sitemap, TakesAFeedForAFeedAndSaysSo) {
    auto harvest = read_sitemap(
        "<rss version='2.0'><channel><item><link>https://a.example/</link></item></channel></rss>", "", base);
    ASSERT_FALSE(harvest);
    EXPECT_NE(harvest.error().what.find("kind = \"feed\""), std::string::npos);
}

TEST(Sitemap, RefusesWhatIsNone) {
    for (const char* body : {"", "   ", "<html><body>404</body></html>", "no address here", "\x1f\x8b\x08junk", "{}"}) {
        auto harvest = read_sitemap(body, "", base);
        ASSERT_FALSE(harvest) << body;
        EXPECT_EQ(harvest.error().code, Errc::syntax);
    }
}

TEST(Sitemap, MayBeEmpty) {
    auto harvest = read_sitemap("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "", base);
    ASSERT_TRUE(harvest);
    EXPECT_TRUE(harvest->articles.empty());
    EXPECT_EQ(harvest->feed.format, "sitemap");
}

TEST(Sitemap, ReadsNoMoreThanFiftyThousandEntries) {
    std::string body = "<urlset>" + repeated("<url><loc>/a</loc></url>", 50'002) + "</urlset>";
    Harvest harvest = read_sitemap(body, "", base).value();
    EXPECT_EQ(harvest.articles.size(), 50'000u);
    ASSERT_EQ(harvest.problems.size(), 1u);
    EXPECT_EQ(harvest.problems[0].what, "more than 50000 entries; 2 are not read");
}

TEST(Sitemap, SurvivesAnyDepth) {
    std::string body =
        "<urlset>" + repeated("<url><x>", 100'000) + "<loc>/deep</loc>" + repeated("</x></url>", 100'000);
    auto harvest = read_sitemap(body, "", base);
    ASSERT_TRUE(harvest) << harvest.error().what;
    EXPECT_LE(harvest->articles.size(), 1u);
}

TEST(Sitemap, DoesNotExpandEntityBombs) {
    std::string body = "<!DOCTYPE urlset [<!ENTITY a \"" + std::string(1000, 'x') +
                       "\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><urlset><url><loc>/a</loc><title>" +
                       repeated("&b;&a;", 10'000) + "</title></url></urlset>";
    Harvest harvest = read_sitemap(body, "", base).value();
    ASSERT_EQ(harvest.articles.size(), 1u);
    EXPECT_LT(harvest.articles[0].headline.size(), 1u << 20);
}

}  // namespace
}  // namespace newsbus::feed
