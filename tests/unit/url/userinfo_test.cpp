#include "url/userinfo.h"

#include "url/shown.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus {
namespace {

TEST(Userinfo, LeavesAnAddressWithoutUserAndPassword) {
    auto bare = [](const std::string& text) { return without_userinfo(Url::parse(text).value()).str(); };
    EXPECT_EQ(bare("https://me:secret@a.example:8443/x?y@z#@"), "https://a.example:8443/x?y@z#@");
    EXPECT_EQ(bare("https://me@a.example"), "https://a.example/");
    EXPECT_EQ(bare("https://a.example/@me"), "https://a.example/@me");
    EXPECT_EQ(bare("ftp://me:secret@[::1]/"), "ftp://[::1]/");
}

TEST(Userinfo, IsLeftOutOfWhatIsNoAddress) {
    const std::pair<const char*, const char*> cases[] = {
        {"https://me:secret@[bad/x", "https://[bad/x"},
        {"https:\\\\me:secret@host:99999", "https:\\\\host:99999"},
        {"HTTPS:me:secret@", "HTTPS:"},
        {"ht\ntps://me:secret@host name", "ht\ntps://host name"},
        {"feed:https://me:secret@host/", "feed:https://host/"},
        {"//me:se@cret@host/@x", "//host/@x"},
        {"me:secret@host", "me:host"},
        {"https://host/p@q", "https://host/p@q"},
        {"https://host?p@q", "https://host?p@q"},
        {"", ""},
        {"@", ""},
        {":", ":"},
    };
    for (auto [written, shown] : cases) EXPECT_EQ(without_userinfo(std::string_view(written)), shown) << written;
}

}  // namespace
}  // namespace newsbus
