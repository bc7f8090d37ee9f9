#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace newsbus::bus {

/// Which topics each subscriber asked for: prefixes, in bounds for each and for all.
class Subscriptions {
public:
    static constexpr std::size_t most_of_one = 256 << 10;
    static constexpr std::size_t most_of_all = 1 << 20;

    /// A topic was added or taken back by the connection; what it has already, or has not, changes nothing. Returns the
    /// connection that has to be ended now: this one when it has too much, or the one that has most when all have too
    /// much together.
    std::optional<std::uint64_t> change(std::uint64_t connection, bool adds, std::string_view topic);

    /// Does the topic begin with one that the connection asked for?
    bool wants(std::uint64_t connection, std::string_view topic) const;

    /// Returns how many bytes it had.
    std::size_t forget(std::uint64_t connection);

    std::size_t bytes() const { return bytes_; }

private:
    struct Connection {
        std::set<std::string, std::less<>> topics;
        std::size_t bytes = 0;
    };
    std::optional<std::uint64_t> add(std::uint64_t connection, std::string_view topic);
    void take_back(std::uint64_t connection, std::string_view topic);

    std::map<std::uint64_t, Connection> by_connection_;
    std::size_t bytes_ = 0;
};

}  // namespace newsbus::bus
