#include <gtest/gtest.h>

#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

TEST(CleanUrls, CutsTrackingFromEveryLink) {
    const std::string tracked = "https://news.example/a?id=7&utm_source=feed", clean = "https://news.example/a?id=7";
    Article article;
    article.url = article.canonical_url = article.publisher.url = tracked;
    article.author = {{"Ana Ruiz", tracked}};
    article.image = {{tracked, "", "", 0, 0}};
    article.encoding = {{tracked, "", 0}};
    Article result = processed(*make_plugin("clean_urls"), article);
    for (const std::string& url : {result.url, result.canonical_url, result.publisher.url, result.author[0].url,
                                   result.image[0].url, result.encoding[0].url})
        EXPECT_EQ(url, clean);
}

TEST(CleanUrls, CutsTrackingFromTheLinksOfTheHtml) {
    Article article;
    article.body_html = R"(<p>See <a href="https://news.example/a?id=7&amp;utm_source=x&amp;b=1">this</a> &amp; )"
                        R"(<img src="https://news.example/i.png?fbclid=z" alt="href=&quot;"/></p>)";
    EXPECT_EQ(processed(*make_plugin("clean_urls"), article).body_html,
              R"(<p>See <a href="https://news.example/a?id=7&amp;b=1">this</a> &amp; )"
              R"(<img src="https://news.example/i.png" alt="href=&quot;"/></p>)");
}

TEST(CleanUrls, LeavesOtherLinksByteForByte) {
    Article article;
    article.url = "HTTPS://News.Example/a b?q=ä";
    article.canonical_url = "urn:isbn:123?utm_source=x";
    article.body_html =
        R"(<a href="mailto:a@news.example">mail</a> <a href="https://news.example/?q=1&amp;r=2">q</a> <a href=")";
    EXPECT_EQ(processed(*make_plugin("clean_urls"), article), article);
}

}  // namespace
}  // namespace newsbus::plugins
