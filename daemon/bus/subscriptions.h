#pragma once

#include <cstddef>
#include <map>
#include <optional>

namespace newsbus::bus {

/// What each connection to the publishing endpoints has subscribed to, in bytes of topics. libzmq keeps all of it, at
/// about 32 bytes of memory for each, and knows no limit: a peer that subscribes without end would take all there is.
class Subscriptions {
public:
    static constexpr std::size_t most_of_one = 256 << 10;
    static constexpr std::size_t most_of_all = 1 << 20;

    /// A topic of so many bytes was added or taken back by the connection. Returns the one that has to be ended now:
    /// this one when it has too much, or the one that has most when all have too much together.
    std::optional<int> change(int connection, bool adds, std::size_t bytes);

    /// Returns how many bytes it had.
    std::size_t forget(int connection);

    std::size_t bytes() const { return bytes_; }

private:
    std::map<int, std::size_t> by_connection_;
    std::size_t bytes_ = 0;
};

}  // namespace newsbus::bus
