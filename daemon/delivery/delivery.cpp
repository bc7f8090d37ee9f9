#include "delivery/delivery.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace newsbus::delivery {

Relay::OnSent Delivery::on_sent(const std::string& sink) {
    return [sent = rows_[sink].sent](Seq seq) { sent->store(seq, std::memory_order_relaxed); };
}

void Delivery::set(const std::string& sink, std::unique_ptr<Courier> courier) {
    rows_[sink].courier = std::move(courier);
}

void Delivery::wake() {
    for (auto& [sink, row] : rows_)
        if (row.courier) row.courier->wake();
}

void Delivery::drain(Duration limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    for (auto& [sink, row] : rows_) {
        auto left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
        if (row.courier) row.courier->drain(std::max(left, Duration(0)));
    }
}

std::string Delivery::silent() {
    std::string silent;
    for (auto& [sink, row] : rows_) {
        if (!row.courier) continue;
        const std::uint64_t ticks = row.courier->ticks();
        if (std::exchange(row.ticks, ticks) == ticks && silent.empty()) silent = sink;
    }
    return silent;
}

std::vector<Cursor> Delivery::unsaved() const {
    std::vector<Cursor> cursors;
    for (const auto& [sink, row] : rows_)
        if (Seq sent = row.sent->load(std::memory_order_relaxed); sent != row.saved) cursors.push_back({sink, sent});
    return cursors;
}

void Delivery::saved(const Cursor& cursor) {
    rows_[cursor.sink].saved = cursor.sent;
}

Seq Delivery::saved(std::string_view sink) const {
    auto row = rows_.find(sink);
    return row == rows_.end() ? 0 : row->second.saved;
}

}  // namespace newsbus::delivery
