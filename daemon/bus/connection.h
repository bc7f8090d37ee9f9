#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"
#include "bus/listening.h"
#include "zeromq/zmtp.h"

namespace newsbus::bus {

/// A message as the bytes that are sent. All connections that it goes to share it; `sum` has its cost while it lives.
class Wire {
public:
    Wire(std::initializer_list<std::string_view> frames, std::size_t& sum);
    Wire(std::string bytes, std::size_t& sum);
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire();

    std::string_view bytes() const { return bytes_; }
    /// Bytes of memory, with what the allocator and who shares it need.
    std::size_t cost() const { return bytes_.size() + beside; }
    static constexpr std::size_t beside = 96;

private:
    std::string bytes_;
    std::size_t& sum_;
};

/// How the connections to a port are treated.
struct ConnectionKind {
    const zeromq::ZmtpSocket& socket;
    int kernel_queue;        ///< bytes; the kernel doubles it. It is memory too, and no limit counts it
    std::size_t most_input;  ///< bytes of what came and is not whole, all together; beyond it who began first is ended
    std::optional<std::chrono::seconds> patience;  ///< with a peer that takes nothing; none: it may
};

/// Bytes of memory that all connections to a port have.
struct Kept {
    std::size_t messages = 0;  ///< that wait to be taken, with their places in queues
    std::size_t input = 0;     ///< what came and is not whole, or not read yet
};

/// One connection to an endpoint of the bus: what came and is not understood yet, what is to go out. Of a message that
/// comes the reader keeps little, and while more than a little of what answers the peer is not taken, nothing further
/// is read; nor is it when more frames came in a tenth of a second than an honest peer sends. Never waits.
class Connection {
public:
    using Take = std::function<void(std::span<const std::string> frames)>;

    /// Of the queue.
    struct Item {
        std::shared_ptr<const Wire> message;
        bool is_answer;
        SteadyTime since;

        std::size_t cost() const { return message->cost() + place; }
    };
    static constexpr std::size_t place = 32;  ///< bytes that a message that waits costs beside itself

    /// `id` is what the rest of the bus knows it by; `kept` has all that is kept for it, while it is.
    Connection(Descriptor socket, std::uint64_t id, const ConnectionKind& kind, Kept& kept, SteadyTime now);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Reads a piece, if it may, and gives whole messages to `take`; sends what waits. False: it is over, `why()`
    /// says why.
    bool serve(bool readable, SteadyTime now, const Take& take);

    /// Sends what waits, as far as the kernel takes it. False: it is over.
    bool flush(SteadyTime now);

    /// Puts an answer to the peer behind what waits.
    void answer(std::shared_ptr<const Wire> message, SteadyTime now) { add({std::move(message), true, now}); }
    /// Puts a message that it did not ask for just now behind what waits.
    void publish(std::shared_ptr<const Wire> message, SteadyTime now) { add({std::move(message), false, now}); }

    /// Messages that wait to be sent, in part at least.
    std::size_t queued() const { return queue_.size(); }
    /// Bytes that the answers among them cost.
    std::size_t answers() const { return answers_; }

    /// Since when the first of them has waited; only when there are any.
    SteadyTime waiting_since() const { return queue_.front().since; }

    /// Has it sent so much that it is to be served again, whatever comes, when `breath` is over?
    bool is_out_of_breath() const { return frames_ == 0; }
    static constexpr std::chrono::milliseconds breath{100};

    /// What epoll shall watch.
    std::uint32_t interest() const;

    /// When it is to be ended unless something moves: it owes us the rest of a message, or does not take what waits and
    /// we have no patience. SteadyTime::max() when it may stay as it is.
    SteadyTime deadline() const;

    /// Since when a message comes of which something is kept; none: there is none.
    std::optional<SteadyTime> unfinished_since() const;

    /// Since when it has been silent and nothing waits.
    SteadyTime idle_since() const { return std::max(heard_, moved_); }

    /// When it last took something, or what waits began to.
    SteadyTime moved() const { return moved_; }

    int fd() const { return socket_.get(); }
    std::uint64_t id() const { return id_; }
    const char* why() const { return why_; }
    std::uint32_t watched = 0;  ///< what epoll was told last; the port's
    bool flushed = true;        ///< false: something was added since serve(); the port's

private:
    bool receive();
    bool read_messages(SteadyTime now, const Take& take);
    bool may_read() const;
    void add(Item item);
    void answer_first(std::string bytes, SteadyTime now);
    void entered(const Item& item);
    void taken(std::size_t bytes);
    void count_input();
    bool end(const char* why);

    Descriptor socket_;
    std::uint64_t id_;
    const ConnectionKind& kind_;
    Kept& kept_;
    zeromq::ZmtpReader reader_;
    std::string in_;         // received and not read yet
    std::size_t input_ = 0;  // its part of kept_.input
    std::deque<Item> queue_;
    std::size_t sent_ = 0;     // bytes of its first
    std::size_t answers_ = 0;  // what the answers in it cost
    int frames_ = 0;           // that may still be read in this breath, commands too
    SteadyTime breathed_{};    // when it began
    SteadyTime heard_;         // when the message that comes began, or else when the last one was whole
    SteadyTime moved_;
    const char* why_ = "";
};

}  // namespace newsbus::bus
