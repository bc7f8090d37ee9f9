#include "http/guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>
#include <string>
#include <vector>

namespace newsbus::http {
namespace {

struct Address {
    explicit Address(const std::string& text) {
        sockaddr_in v4{};
        sockaddr_in6 v6{};
        if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
            v4.sin_family = AF_INET;
            std::memcpy(&storage, &v4, sizeof v4);
        } else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
            v6.sin6_family = AF_INET6;
            std::memcpy(&storage, &v6, sizeof v6);
        } else {
            ADD_FAILURE() << text << " is no address";
        }
    }
    operator const sockaddr&() const { return reinterpret_cast<const sockaddr&>(storage); }
    sockaddr_storage storage{};
};

TEST(Guard, LetsGloballyReachableAddressesBeContacted) {
    for (const char* text : {
             "1.1.1.1",
             "8.8.8.8",
             "9.255.255.255",
             "11.0.0.0",
             "100.63.255.255",
             "100.128.0.0",
             "126.255.255.255",
             "128.0.0.0",
             "169.253.255.255",
             "169.255.0.0",
             "172.15.255.255",
             "172.32.0.0",
             "192.0.1.0",
             "192.0.3.0",
             "192.88.98.255",
             "192.167.255.255",
             "192.169.0.0",
             "198.17.255.255",
             "198.20.0.0",
             "223.255.255.255",
             "151.101.0.81",
             "168.63.129.15",
             // IPv6: global unicast
             "2606:4700:4700::1111",
             "2a00:1450:4001:800::200e",
             "2001:200::1",
             "2001:4860:4860::8888",
             "2003::1",
             "2400::1",
             // IPv4 inside IPv6
             "::ffff:8.8.8.8",
             "64:ff9b::8.8.8.8",
         })
        EXPECT_EQ(special_purpose(Address(text)), "") << text;
}

TEST(Guard, NamesWhatSpecialAddressesAreFor) {
    struct Case {
        const char* address;
        const char* name;
    };
    for (const Case& it : std::vector<Case>{
             {"0.0.0.0", "reserved"},
             {"0.1.2.3", "reserved"},
             {"10.0.0.0", "private"},
             {"10.255.255.255", "private"},
             {"100.64.0.0", "private"},
             {"100.100.100.200", "private"},
             {"100.127.255.255", "private"},
             {"127.0.0.1", "loopback"},
             {"127.255.255.255", "loopback"},
             {"169.254.169.254", "link-local"},
             {"172.16.0.0", "private"},
             {"172.31.255.255", "private"},
             {"192.0.0.8", "reserved"},
             {"192.0.2.1", "for documentation"},
             {"192.88.99.1", "reserved"},
             {"192.168.1.1", "private"},
             {"198.18.0.1", "for benchmarks"},
             {"198.19.255.255", "for benchmarks"},
             {"198.51.100.7", "for documentation"},
             {"203.0.113.7", "for documentation"},
             {"224.0.0.1", "multicast"},
             {"239.255.255.255", "multicast"},
             {"240.0.0.1", "reserved"},
             {"255.255.255.255", "reserved"},
             {"168.63.129.16", "a metadata service"},
             // IPv6
             {"::", "unspecified"},
             {"::1", "loopback"},
             {"fe80::1", "link-local"},
             {"febf::1", "link-local"},
             {"fec0::1", "private"},
             {"fc00::1", "private"},
             {"fd00:ec2::254", "private"},
             {"ff02::1", "multicast"},
             {"2001:db8::1", "for documentation"},
             {"3fff::1", "for documentation"},
             {"2001:2::1", "reserved"},
             {"2001:10::1", "reserved"},
             {"2001:20::1", "reserved"},
             {"100::1", "reserved"},
             {"5f00::1", "reserved"},
             {"4000::1", "reserved"},
             {"64:ff9b:1::1", "reserved"},
             // IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo
             {"::ffff:127.0.0.1", "loopback"},
             {"::ffff:10.1.1.1", "private"},
             {"::127.0.0.1", "reserved"},
             {"::8.8.8.8", "reserved"},
             {"::ffff:0:127.0.0.1", "reserved"},
             {"64:ff9b::10.0.0.1", "private"},
             {"64:ff9b::169.254.169.254", "link-local"},
             {"2002:7f00:1::1", "reserved"},
             {"2002:808:808::1", "reserved"},
             {"2001:0:4136:e378::1", "reserved"},
         })
        EXPECT_EQ(special_purpose(Address(it.address)), it.name) << it.address;
}

TEST(Guard, AllowsSpecialAddressesOnlyWhenListed) {
    std::vector<Network> allowed = {*Network::parse("127.0.1.0/24"), *Network::parse("fd00::/8")};
    EXPECT_TRUE(may_contact(Address("127.0.1.255"), allowed));
    EXPECT_TRUE(may_contact(Address("::ffff:127.0.1.1"), allowed));
    EXPECT_TRUE(may_contact(Address("fd12::1"), allowed));
    EXPECT_TRUE(may_contact(Address("8.8.8.8"), allowed));
    EXPECT_FALSE(may_contact(Address("127.0.2.0"), allowed));
    EXPECT_FALSE(may_contact(Address("fc00::1"), allowed));
    EXPECT_FALSE(may_contact(Address("127.0.1.1"), {}));
}

TEST(Guard, RefusesAddressesOfOtherFamilies) {
    sockaddr local{};
    local.sa_family = AF_UNIX;
    EXPECT_FALSE(may_contact(local, {}));
}

TEST(Network, ContainsTheAddressesOfItsBlock) {
    struct Case {
        const char* network;
        const char* inside;
        const char* outside;
    };
    for (const Case& it : std::vector<Case>{
             {"10.0.0.0/8", "10.255.0.1", "11.0.0.0"},
             {"10.1.2.3", "10.1.2.3", "10.1.2.2"},
             {"192.168.128.0/17", "192.168.255.255", "192.168.127.255"},
             {"0.0.0.0/0", "1.2.3.4", "::1"},
             {"::/0", "2001:db8::1", "1.2.3.4"},
             {"fe80::/10", "febf:ffff::", "fec0::"},
             {"::1", "::1", "::2"},
             {"::ffff:10.0.0.0/104", "10.9.9.9", "11.0.0.0"},
         }) {
        auto network = Network::parse(it.network);
        ASSERT_TRUE(network.has_value()) << it.network;
        EXPECT_TRUE(network->contains(Address(it.inside))) << it.network;
        EXPECT_FALSE(network->contains(Address(it.outside))) << it.network;
    }
}

TEST(Network, RefusesWhatIsNoBlockAndNamesIt) {
    for (const char* text : {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8 ", "10.0.0/8",
                             "fd00::/129", "localhost", "10.0.0.0/8/8", "10.0.0.0/+8", "fd00::1%eth0"}) {
        auto network = Network::parse(text);
        ASSERT_TRUE(network.has_error()) << text;
        EXPECT_EQ(network.error().code, Errc::config);
        EXPECT_NE(network.error().what.find("\"" + std::string(text) + "\""), std::string::npos);
    }
}

TEST(Network, SaysWhichBlockWasMeantWhenAddressBitsGoBeyondThePrefix) {
    EXPECT_EQ(Network::parse("10.1.2.3/8").error().what,
              "\"10.1.2.3/8\": has address bits beyond the prefix; the block is 10.0.0.0/8");
}

}  // namespace
}  // namespace newsbus::http
