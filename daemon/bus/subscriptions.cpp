#include "bus/subscriptions.h"

#include <algorithm>
#include <iterator>

namespace newsbus::bus {
namespace {

constexpr std::size_t beside = 16;  // what a subscription costs beside its topic, which may be empty

}  // namespace

std::optional<std::uint64_t> Subscriptions::change(std::uint64_t connection, bool adds, std::string_view topic) {
    if (adds) return add(connection, topic);
    take_back(connection, topic);
    return std::nullopt;
}

std::optional<std::uint64_t> Subscriptions::add(std::uint64_t connection, std::string_view topic) {
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

void Subscriptions::take_back(std::uint64_t connection, std::string_view topic) {
    const auto known = by_connection_.find(connection);
    if (known == by_connection_.end()) return;
    Connection& own = known->second;
    const auto found = own.topics.find(topic);
    if (found == own.topics.end()) return;
    own.bytes -= topic.size() + beside;
    bytes_ -= topic.size() + beside;
    own.topics.erase(found);
}

/// Of the prefixes up to `rest` the last one is looked at. It is none of the topic's: then one that is can be no longer
/// than what the two share.
bool Subscriptions::wants(std::uint64_t connection, std::string_view topic) const {
    const auto known = by_connection_.find(connection);
    if (known == by_connection_.end()) return false;
    const auto& topics = known->second.topics;
    for (std::string_view rest = topic;;) {
        const auto after = topics.upper_bound(rest);
        if (after == topics.begin()) return false;
        const std::string& near = *std::prev(after);
        if (topic.starts_with(near)) return true;
        const auto differs = std::ranges::mismatch(near, rest).in2;
        rest = rest.substr(0, static_cast<std::size_t>(differs - rest.begin()));
    }
}

std::size_t Subscriptions::forget(std::uint64_t connection) {
    const auto known = by_connection_.find(connection);
    if (known == by_connection_.end()) return 0;
    const std::size_t bytes = known->second.bytes;
    bytes_ -= bytes;
    by_connection_.erase(known);
    return bytes;
}

}  // namespace newsbus::bus
