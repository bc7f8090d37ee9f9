#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"
#include "bus/listening.h"
#include "zeromq/zmtp.h"

namespace newsbus::bus {

/// One connection to the replay endpoint: what came and is not understood yet, what is to go out. Both are bounded: of
/// a message that comes the reader keeps little, and while more than a little of the answers is not taken, no further
/// request is read. Never waits.
class ReplayConnection {
public:
    using Take = std::function<void(const std::string& peer, std::span<const std::string> frames)>;

    /// `id` is what the rest of the bus knows it by.
    ReplayConnection(Descriptor socket, std::string id, SteadyTime now);

    /// Reads a piece, if it may, and gives whole messages to `take`; sends what waits. False: it is over, `why()`
    /// says why.
    bool serve(bool readable, SteadyTime now, const Take& take);

    /// Sends what waits, as far as the kernel takes it. False: it is over.
    bool flush(SteadyTime now);

    /// Adds a message to what waits.
    void add(std::initializer_list<std::string_view> frames, SteadyTime now);

    /// Bytes that wait to be sent.
    std::size_t waiting() const { return out_.size() - sent_; }
    /// Bytes kept in all.
    std::size_t bytes() const { return waiting() + in_.size() + reader_.kept(); }

    /// What epoll shall watch.
    std::uint32_t interest() const;

    /// When it is to be ended unless something moves: it owes us the rest of a request, or does not take what waits.
    /// SteadyTime::max() when it may stay as it is.
    SteadyTime deadline() const;

    /// Since when it has been silent and nothing waits.
    SteadyTime idle_since() const { return std::max(heard_, moved_); }

    /// When it last took something, or what waits began to.
    SteadyTime moved() const { return moved_; }

    int fd() const { return socket_.get(); }
    const std::string& id() const { return id_; }
    const char* why() const { return why_; }
    std::uint32_t watched = 0;  ///< what epoll was told last; the port's
    bool flushed = true;        ///< false: something was added since serve(); the port's

private:
    bool receive();
    bool read_messages(const Take& take);
    bool end(const char* why);

    Descriptor socket_;
    std::string id_;
    zeromq::ZmtpReader reader_;
    std::string in_;        // received and not read yet
    std::string out_;       // to be sent
    std::size_t sent_ = 0;  // of out_
    SteadyTime heard_;      // when it was last served and owed us nothing
    SteadyTime moved_;
    const char* why_ = "";
};

}  // namespace newsbus::bus
