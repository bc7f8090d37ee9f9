#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/counters.h"

namespace newsbus::ingest {

namespace asio = boost::asio;

/// Room in memory for answers that are read, from their parsing until all that they brought is stored. What an answer
/// will take is not known before: it enters with ten times the size of its body, which few exceed, and says what it
/// holds when it is read. Those that find no room wait, which a visit may: nothing counts as failed. There are two
/// queues, so that an article of the minute does not wait behind an archive: bodies of more than 1 MiB are read one at
/// a time, all others as many as fit into 32 MiB. I/O thread only.
class ReadRoom {
public:
    static constexpr std::uint64_t large_body = 1 << 20;
    static constexpr std::uint64_t most_small = 32 << 20;  ///< memory of all that are not large, together

    /// Counts bytes as taken elsewhere, too, until the result is gone: http::Fetcher::charge.
    using Charge = std::function<std::shared_ptr<void>(std::uint64_t)>;

    /// `gauge` shows the bytes that are taken. Those of large bodies are charged.
    ReadRoom(asio::any_io_executor io, Counter& gauge, Charge charge)
        : io_(std::move(io)), gauge_(gauge), charge_(std::move(charge)) {}

    /// One more of the same kind; the gauge shows both together.
    ReadRoom another() const { return ReadRoom(io_, gauge_, charge_); }

    /// What one answer has taken; given back by the destructor, on the I/O thread.
    class Place {
    public:
        Place() = default;
        Place(Place&& other) noexcept
            : room_(std::exchange(other.room_, nullptr)),
              bytes_(other.bytes_),
              large_(other.large_),
              charged_(std::move(other.charged_)) {}
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (room_) room_->leave(bytes_, large_);
        }
        bool is_large() const { return large_; }
        std::uint64_t bytes() const { return bytes_; }

        /// From now on it takes `bytes`, as measured; more than before is taken without waiting.
        void hold(std::uint64_t bytes);

    private:
        friend ReadRoom;
        Place(ReadRoom& room, std::uint64_t bytes, bool large);
        ReadRoom* room_ = nullptr;
        std::uint64_t bytes_ = 0;
        bool large_ = false;
        std::shared_ptr<void> charged_;
    };

    /// Waits until there is room for an answer with a body of that size; one without a body needs none. Call it with
    /// cancellation disabled.
    asio::awaitable<Place> take(std::uint64_t body);

private:
    struct Waiting {
        std::uint64_t bytes;
        bool large;
        asio::steady_timer admitted;
        bool in = false;
    };
    bool fits(std::uint64_t bytes, bool large) const;
    void enter(std::uint64_t bytes, bool large);
    void leave(std::uint64_t bytes, bool large);
    void change(std::uint64_t before, std::uint64_t now, bool large);
    void admit(bool large);

    asio::any_io_executor io_;
    Counter& gauge_;
    Charge charge_;
    std::uint64_t small_ = 0;      ///< bytes taken by bodies that are not large
    bool large_ = false;           ///< is a large one being read?
    std::list<Waiting*> waiting_;  // oldest first
};

}  // namespace newsbus::ingest
