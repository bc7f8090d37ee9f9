#include "bus/subscriptions.h"

#include <algorithm>

namespace newsbus::bus {
namespace {

constexpr std::size_t beside = 16;  // what a subscription costs beside its topic, which may be empty

}  // namespace

std::optional<int> Subscriptions::change(int connection, bool adds, std::string_view topic) {
    if (adds) return add(connection, topic);
    take_back(connection, topic);
    return std::nullopt;
}

std::optional<int> Subscriptions::add(int connection, std::string_view topic) {
    Connection& own = by_connection_[connection];
    if (own.topics.contains(topic)) return std::nullopt;
    const std::size_t bytes = topic.size() + beside;
    own.bytes += bytes;
    bytes_ += bytes;
    if (own.bytes > most_of_one) return connection;  // it has to go: what it asks for need not be kept
    own.topics.emplace(topic);
    if (bytes_ <= most_of_all) return std::nullopt;
    return std::ranges::max_element(by_connection_, {}, [](const auto& one) { return one.second.bytes; })->first;
}

void Subscriptions::take_back(int connection, std::string_view topic) {
    const auto known = by_connection_.find(connection);
    if (known == by_connection_.end()) return;
    Connection& own = known->second;
    const auto found = own.topics.find(topic);
    if (found == own.topics.end()) return;
    own.bytes -= topic.size() + beside;
    bytes_ -= topic.size() + beside;
    own.topics.erase(found);
}

std::size_t Subscriptions::forget(int connection) {
    const auto known = by_connection_.find(connection);
    if (known == by_connection_.end()) return 0;
    const std::size_t bytes = known->second.bytes;
    bytes_ -= bytes;
    by_connection_.erase(known);
    return bytes;
}

}  // namespace newsbus::bus
