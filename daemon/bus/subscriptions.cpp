#include "bus/subscriptions.h"

#include <algorithm>

namespace newsbus::bus {
namespace {

constexpr std::size_t beside = 16;  // what a subscription costs beside its topic, which may be empty

}  // namespace

std::optional<int> Subscriptions::change(int connection, bool adds, std::size_t bytes) {
    std::size_t& own = by_connection_[connection];
    bytes += beside;
    if (!adds) bytes = std::min(bytes, own);  // it may have been ended, and have come back, meanwhile
    own = adds ? own + bytes : own - bytes;
    bytes_ = adds ? bytes_ + bytes : bytes_ - bytes;
    if (!adds) return std::nullopt;
    if (own > most_of_one) return connection;
    if (bytes_ <= most_of_all) return std::nullopt;
    return std::ranges::max_element(by_connection_, {}, [](const auto& one) { return one.second; })->first;
}

std::size_t Subscriptions::forget(int connection) {
    const auto known = by_connection_.find(connection);
    if (known == by_connection_.end()) return 0;
    const std::size_t bytes = known->second;
    bytes_ -= bytes;
    by_connection_.erase(known);
    return bytes;
}

}  // namespace newsbus::bus
