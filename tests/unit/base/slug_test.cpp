#include "base/slug.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace newsbus {
namespace {

TEST(Slug, IsMadeOfLettersDigitsAndSingleHyphens) {
    const std::pair<const char*, const char*> cases[] = {
        {"BBC News - World", "bbc-news-world"},
        {"  S\u00fcddeutsche Zeitung: K\u00f6ln ", "suddeutsche-zeitung-koln"},
        {"Today's  N\u00b0 1/2", "todays-n-1-2"},
        {"\u041d\u043e\u0432\u043e\u0441\u0442\u0438", "novosti"},
        {"\u65b0\u805e", "xin-wen"},
        {"www.example.org", "www-example-org"},
        {"../../etc/passwd", "etc-passwd"},
        {"---", ""},
        {"", ""},
        {"\xff\xfe", ""},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(slug(text), expected) << text;
}

TEST(Slug, IsCutWithoutAHyphenAtTheEnd) {
    EXPECT_EQ(slug("one two three", 8), "one-two");
    EXPECT_EQ(slug("one two", 3), "one");
    EXPECT_EQ(slug("one two", 4), "one");
    EXPECT_EQ(slug(std::string(100'000, 'x')).size(), 60u);
}

}  // namespace
}  // namespace newsbus
