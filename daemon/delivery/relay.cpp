#include "delivery/relay.h"

#include "base/log.h"

#include <algorithm>
#include <cassert>
#include <span>

namespace newsbus::delivery {
namespace {

constexpr log::Logger logger("delivery");
constexpr std::size_t batch_count = 256;
constexpr std::size_t batch_bytes = 4 << 20;
constexpr std::chrono::milliseconds first_backoff{50}, longest_backoff{5000};

}  // namespace

Relay::Relay(store::Outbox& outbox, Sink& sink, OnSent on_sent, Counters& counters)
    : outbox_(outbox),
      sink_(sink),
      on_sent_(std::move(on_sent)),
      messages_(counters.counter("newsbus_messages_sent_total", "Messages published live")),
      errors_(counters.counter("newsbus_relay_errors_total", "Failed attempts to read the log or to send from it")),
      trimmed_(counters.counter("newsbus_messages_trimmed_unsent_total", "Messages trimmed before they were sent")),
      last_sent_(counters.gauge("newsbus_sent_sequence", "Last sequence number published live")) {}

bool Relay::step(SteadyTime now) {
    if (retry_at_ && now < *retry_at_) return false;
    auto sent = send_batch();
    if (!sent) {
        if (sent.error().code != Errc::cancelled) failed(sent.error(), now);
        return false;
    }
    recovered();
    return *sent > 0;
}

Result<std::size_t> Relay::send_batch() {
    if (!sent_) {
        auto cursor = outbox_.cursor(sink_.name());
        if (!cursor) return cursor.error();
        sent_ = *cursor;
        last_sent_.set(static_cast<std::int64_t>(*sent_));
    }
    Range range;
    range.after = *sent_;
    range.count = batch_count;
    range.bytes = batch_bytes;
    auto entries = outbox_.read(range);
    if (!entries) return entries.error();

    if (entries->empty()) return 0;

    const Taken taken = sink_.send(*entries);
    assert(taken.count <= entries->size());
    // Else the rest would be offered again without a pause.
    assert(taken.trouble || taken.full || taken.count == entries->size());
    for (const OutboxEntry& entry : std::span(*entries).first(taken.count)) {
        assert(entry.seq > *sent_);  // the log ascends: nothing is sent twice
        if (entry.seq != *sent_ + 1) {
            trimmed_.add(static_cast<std::int64_t>(entry.seq - *sent_ - 1));
            logger.warn("messages were trimmed before they were sent", {{"from", *sent_ + 1}, {"to", entry.seq - 1}});
        }
        sent_ = entry.seq;
    }
    if (taken.count > 0) {
        messages_.add(static_cast<std::int64_t>(taken.count));
        last_sent_.set(static_cast<std::int64_t>(*sent_));
        on_sent_(*sent_);
    }
    if (taken.trouble) return *taken.trouble;
    return taken.full ? 0 : taken.count;
}

void Relay::failed(const Error& why, SteadyTime now) {
    errors_.add();
    // The first failure of a row is worth a line; those that follow are counted.
    if (!retry_at_) logger.error("cannot relay, will retry", {{"sink", sink_.name()}, {"why", why.what}});
    backoff_ = std::clamp(backoff_ * 2, first_backoff, longest_backoff);
    retry_at_ = now + backoff_;
}

void Relay::recovered() {
    if (retry_at_) logger.info("relaying again", {{"sink", sink_.name()}});
    retry_at_.reset();
    backoff_ = backoff_.zero();
}

}  // namespace newsbus::delivery
