#pragma once

#include <string>

#include "base/time.h"
#include "work/outbox_entry.h"

namespace newsbus::bus {

/// The three frames of a message.
struct Frames {
    std::string topic;
    std::string header;  ///< CloudEvents 1.0 context attributes, JSON
    std::string body;
    bool operator==(const Frames&) const = default;
};

/// The message of a log entry: a pure function, used by live publishing and by replay alike.
Frames frames(const OutboxEntry& entry);

/// The heartbeat: not in the log, no sequence.
Frames heartbeat(const std::string& publisher, Seq sent, Seq oldest, TimePoint now);

/// One structured CloudEvent a line: the header's attributes, `topic`, and the body under `data`.
std::string cloud_event(const Frames& frames);

/// A sequence number on the wire: 20 digits, zero-padded.
std::string wire_seq(Seq seq);

}  // namespace newsbus::bus
