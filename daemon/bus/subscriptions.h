#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace newsbus::bus {

/// What each connection to the publishing endpoints has subscribed to, in bytes of topics. libzmq keeps all of it, at
/// about 32 bytes of memory for each, and knows no limit: a peer that subscribes without end would take all there is.
/// The topics are kept here as well: libzmq reports the end of a subscription that never was, and a peer that ends such
/// ones between its own must not seem to have none.
class Subscriptions {
public:
    static constexpr std::size_t most_of_one = 256 << 10;
    static constexpr std::size_t most_of_all = 1 << 20;

    /// A topic was added or taken back by the connection; what it has already, or has not, changes nothing. Returns the
    /// connection that has to be ended now: this one when it has too much, or the one that has most when all have too
    /// much together.
    std::optional<int> change(int connection, bool adds, std::string_view topic);

    /// Returns how many bytes it had.
    std::size_t forget(int connection);

    std::size_t bytes() const { return bytes_; }

private:
    struct Connection {
        std::set<std::string, std::less<>> topics;
        std::size_t bytes = 0;
    };
    std::optional<int> add(int connection, std::string_view topic);
    void take_back(int connection, std::string_view topic);

    std::map<int, Connection> by_connection_;
    std::size_t bytes_ = 0;
};

}  // namespace newsbus::bus
