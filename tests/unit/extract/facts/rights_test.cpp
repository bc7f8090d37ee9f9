#include "extract/page/page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

Article read(const std::string& head) {
    std::string text;
    for (int i = 0; i < 6; ++i)
        text +=
            "<p>The ferry of " + std::to_string(i) +
            " o'clock was late again, said the harbour office, since the tide was low and the fog had not gone.</p>";
    return read_page("<html><head><title>Ferry late</title>" + head + "</head><body><article><h1>Ferry late</h1>" +
                         text + "</article></body></html>",
                     "text/html; charset=utf-8", Url::parse("https://courier.example/a").value())
        .value();
}

TEST(PageRights, AreTheDirectivesForEverybodyAndForUs) {
    const Article article =
        read(R"(<meta name="robots" content="NOINDEX, noai"><meta name="ROBOTS" content="noindex,noimageai">
                <meta name="googlebot" content="nosnippet"><meta name="newsbus" content="nofollow">)");
    EXPECT_EQ(article.robots, "noindex, noai, noimageai, nofollow");
    EXPECT_EQ(article.provenance.at("robots"), "meta robots");
}

TEST(PageRights, HaveTheReservationOfTextAndDataMining) {
    const Article article = read(R"(<meta name="tdm-reservation" content="1">
                                    <meta name="tdm-policy" content="/policy.json">)");
    EXPECT_EQ(article.robots, "tdm-reservation");
    EXPECT_EQ(article.provenance.at("robots"), "TDMRep");
    EXPECT_EQ(article.license, "https://courier.example/policy.json");
    EXPECT_EQ(read(R"(<meta name="tdm-reservation" content="0">)").robots, "");
}

TEST(PageRights, HaveTheLicenseOfAnRslLink) {
    const Article article = read(R"(<link rel="license" type="application/rsl+xml" href="/rsl.xml">)");
    EXPECT_EQ(article.license, "https://courier.example/rsl.xml");
    EXPECT_EQ(article.provenance.at("license"), "link rel=license");
}

}  // namespace
}  // namespace newsbus::extract
