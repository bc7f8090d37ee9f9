#include "service/notify.h"

#include "tests/support/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace newsbus::service {
namespace {

using testing::MatchesRegex;

/// The socket on which systemd listens.
class Manager {
public:
    Manager() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        std::string path = folder_ / "notify";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        bound_ = bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    ~Manager() {
        unsetenv("NOTIFY_SOCKET");
        close(socket_);
    }
    bool bound() const { return bound_; }
    std::string told() const {
        std::array<char, 4096> text;
        ssize_t got = recv(socket_, text.data(), text.size(), MSG_DONTWAIT);
        return got < 0 ? "" : std::string(text.data(), static_cast<std::size_t>(got));
    }

private:
    test::Folder folder_;
    int socket_;
    bool bound_ = false;
};

TEST(Notify, TellsSystemdOfEveryStep) {
    Manager manager;
    ASSERT_TRUE(manager.bound());
    notify_ready();
    EXPECT_EQ(manager.told(), "READY=1");
    notify_reloading();  // Type=notify-reload wants the time as well
    EXPECT_THAT(manager.told(), MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+"));
    notify_status("28 sources, sent up to 140");
    EXPECT_EQ(manager.told(), "STATUS=28 sources, sent up to 140");
    feed_watchdog();
    EXPECT_EQ(manager.told(), "WATCHDOG=1");
    notify_stopping();
    EXPECT_EQ(manager.told(), "STOPPING=1");
    EXPECT_EQ(manager.told(), "");
}

TEST(Notify, DoesNothingWithoutSystemd) {
    unsetenv("NOTIFY_SOCKET");
    notify_ready();
    feed_watchdog();
}

}  // namespace
}  // namespace newsbus::service
