#include "extract/page/page.h"
#include "tests/support/corpus.h"
#include "tests/support/web_addresses.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace newsbus::extract {
namespace {

namespace fs = std::filesystem;

const Url url = Url::parse("https://news.example/2024/ferry.html").value();
const std::string story =
    "<article><h1>Ferry late</h1><p>The ferry to the island was late again on Monday, and many people waited in the "
    "rain for three hours before it came.</p><p>Nobody at the harbour could say why, and the company did not answer "
    "when it was asked for its reasons.</p>";

TEST(PageAddresses, OfEveryFixtureAreOfTheWeb) {
    std::size_t read = 0;
    for (const char* folder : {"corpus/page", "fuzz/seeds/extract", "fuzz/seeds/html", "fuzz/seeds/json_ld"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(NEWSBUS_TEST_DIR) / folder)) {
            if (!entry.is_regular_file()) continue;
            SCOPED_TRACE(entry.path().string());
            if (auto page = read_page(test::content(entry.path()), "", url); page && ++read)
                test::expect_web_addresses(*page);
        }
    EXPECT_GE(read, 20u);
}

TEST(PageAddresses, ThatAreUnsafeLeaveNoField) {
    for (std::string_view address :
         {"javascript:alert(1)", "data:text/html,x", "file:///x", "vbscript:x", "\u200b", "#"}) {
        std::string bad(address);
        std::string page =
            "<html><head><base href='" + bad + "'><link rel=canonical href='" + bad + "'><link rel=license href='" +
            bad + "'><meta property='og:url' content='" + bad + "'><meta property='og:image' content='" + bad +
            R"('><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry late", "url": ")" +
            bad + R"(", "license": ")" + bad + R"(", "image": [")" + bad +
            R"("], "author": {"@type": "Person", "name": "Ann Author", "url": ")" + bad +
            R"("}, "publisher": {"name": "Wire", "url": ")" + bad + R"("}}</script></head><body>)" + story +
            "<p><a href='" + bad + "'>More</a><img src='" + bad + "'></p></article></body></html>";
        auto article = read_page(page, "", url);
        ASSERT_TRUE(article);
        test::expect_web_addresses(*article);
        EXPECT_EQ(article->canonical_url + article->license, "") << bad;
        EXPECT_TRUE(article->image.empty()) << bad;
    }
}

TEST(PageAddresses, ThatAreUnsafeGiveWayToTheNext) {
    auto article = read_page(
        "<html><head><link rel=canonical href='javascript:x'><meta property='og:url' content='/real.html'>"
        "<meta property='og:image:secure_url' content='data:image/png,x'>"
        "<meta property='og:image' content='\u00a0/real.jpg'></head><body>" +
            story + "</article></body></html>",
        "", url);
    ASSERT_TRUE(article);
    EXPECT_EQ(article->canonical_url, "https://news.example/real.html");
    EXPECT_EQ(article->image.at(0).url, "https://news.example/real.jpg");
}

}  // namespace
}  // namespace newsbus::extract
