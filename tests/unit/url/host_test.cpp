#include "url/host.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

std::string host_of(std::string_view url) {
    return politeness_host(Url::parse(url).value());
}

TEST(PolitenessHost, IsTheRegistrableDomain) {
    EXPECT_EQ(host_of("https://feeds.news.BBC.co.uk/x"), "bbc.co.uk");
    EXPECT_EQ(host_of("https://example.com/"), "example.com");
    EXPECT_EQ(host_of("https://example.com./"), "example.com");
    EXPECT_EQ(host_of("https://a.b.bücher.de/"), "xn--bcher-kva.de");
    EXPECT_EQ(host_of("https://a.b.xn--p1ai/"), "b.xn--p1ai");
}

TEST(PolitenessHost, TellsTenantsOfASharedHostApart) {
    EXPECT_EQ(host_of("https://one.github.io/"), "one.github.io");
    EXPECT_EQ(host_of("https://two.blogspot.com/"), "two.blogspot.com");
}

TEST(PolitenessHost, IsTheAddressWhenThatIsWritten) {
    EXPECT_EQ(host_of("http://127.0.0.1:8080/x"), "127.0.0.1");
    EXPECT_EQ(host_of("http://[2001:db8::1]/x"), "2001:db8::1");
}

TEST(PolitenessHost, IsTheNameWhenThereIsNothingAboveIt) {
    EXPECT_EQ(host_of("http://localhost/"), "localhost");
    EXPECT_EQ(host_of("https://co.uk/"), "co.uk");
    EXPECT_EQ(politeness_host(Url()), "");
}

}  // namespace
}  // namespace newsbus
