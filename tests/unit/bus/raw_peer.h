#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "bus/listening.h"
#include "zeromq/zmtp.h"

namespace newsbus::bus {

/// A ZeroMQ socket as bytes, which says and reads only what it is told to.
class RawPeer {
public:
    /// Connects to an ipc endpoint and says nothing.
    explicit RawPeer(const std::string& file) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, file.data(), file.size());
        EXPECT_EQ(connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }
    /// Connects and opens as a socket of that type does.
    RawPeer(const std::string& file, std::string_view type) : RawPeer(file) {
        send(zeromq::zmtp_opening({type, {}, 0, 0}));
    }

    bool send(std::string_view bytes) {
        return ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
               static_cast<ssize_t>(bytes.size());
    }
    /// Takes at most so many bytes of what is there. Returns how many; -1 when it is ended.
    ssize_t read(std::size_t most) {
        std::string bytes(most, '\0');
        const ssize_t got = recv(socket_.get(), bytes.data(), most, MSG_DONTWAIT);
        if (got > 0) taken.append(bytes, 0, static_cast<std::size_t>(got));
        return got == 0 || (got < 0 && errno != EAGAIN) ? -1 : std::max<ssize_t>(got, 0);
    }
    /// Once it has read what was there.
    bool is_ended() {
        char byte = 0;
        const ssize_t got = recv(socket_.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
        return got == 0 || (got < 0 && errno != EAGAIN);
    }
    /// How often `text` came.
    std::size_t count(std::string_view text) const {
        std::size_t count = 0;
        for (auto at = taken.find(text); at != std::string::npos; at = taken.find(text, at + 1)) ++count;
        return count;
    }

    std::string taken;

private:
    Descriptor socket_;
};

}  // namespace newsbus::bus
