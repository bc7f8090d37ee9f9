#include "url/feed_scheme.h"

#include <gtest/gtest.h>

#include <utility>

namespace newsbus {
namespace {

TEST(FeedScheme, StandsInFrontOfAnAddressOrInItsPlace) {
    const std::pair<const char*, const char*> cases[] = {
        {"feed:https://a.example/rss", "https://a.example/rss"},
        {"feed:http://a.example/rss", "http://a.example/rss"},
        {"feed://a.example/rss?x=1", "http://a.example/rss?x=1"},
        {"FEED:HTTPS://A.example/", "HTTPS://A.example/"},
        {" feed://https://a.example/rss\n", "https://a.example/rss"},
        {"feeds://a.example/rss", "https://a.example/rss"},
        {"rss://a.example/x", "http://a.example/x"},
        {"pcast://a.example/x", "http://a.example/x"},
        {"pcast:https://a.example/x", "https://a.example/x"},
        {"podcast://a.example/x", "http://a.example/x"},
        {"itpc://a.example/x", "http://a.example/x"},
        {"rss.example/x", "rss.example/x"},
        {"https://a.example/feed:x", "https://a.example/feed:x"},
        {"feed:a.example", "feed:a.example"},  // no address
        {"feed:javascript:x", "feed:javascript:x"},
        {"feed:", "feed:"},
        {"", ""},
    };
    for (const auto& [text, address] : cases) EXPECT_EQ(without_feed_scheme(text), address) << text;
}

}  // namespace
}  // namespace newsbus
