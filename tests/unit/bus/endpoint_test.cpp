#include "bus/endpoint.h"

#include <gtest/gtest.h>

namespace newsbus::bus {
namespace {

TEST(Endpoint, AcceptsLoopbackAndIpc) {
    for (const char* good : {"tcp://127.0.0.1:5556", "tcp://127.9.8.7:1", "tcp://[::1]:5556", "tcp://127.0.0.1:*",
                             "tcp://[0:0:0:0:0:0:0:1]:5599", "tcp://127.0.0.1:0", "ipc:///run/newsbus/bus.sock"})
        EXPECT_TRUE(check_endpoint(good)) << good;
}

TEST(Endpoint, RefusesWhatOtherMachinesMayReachAndNamesIt) {
    for (const char* bad :
         {"tcp://*:5556", "tcp://0.0.0.0:5556", "tcp://192.168.1.1:5556", "tcp://[::]:5556", "tcp://eth0:5556",
          "tcp://example.org:5556", "tcp://127.0.0.1", "tcp://127.0.0.1:70000", "tcp://127.0.0.1:5556x",
          "tcp://127.1:5556", "ipc://", "ipc://@newsbus", "ipc://relative", "udp://127.0.0.1:1", "inproc://x", ""}) {
        auto checked = check_endpoint(bad);
        ASSERT_FALSE(checked) << bad;
        EXPECT_EQ(checked.error().code, Errc::config);
        EXPECT_TRUE(checked.error().what.starts_with(bad)) << checked.error().what;
    }
}

}  // namespace
}  // namespace newsbus::bus
