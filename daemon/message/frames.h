#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "message/outbox_entry.h"

namespace newsbus::message {

/// The topic of heartbeats: not in the log, so its messages have no sequence.
constexpr std::string_view heartbeat_topic = "heartbeat/";

/// The three frames of a message.
struct Frames {
    std::string topic;
    std::string header;  ///< CloudEvents 1.0 context attributes, JSON
    std::string body;
    bool operator==(const Frames&) const = default;
};

/// The frames of a message of the log. A pure function: live publishing and replay give the same bytes.
Frames frames(const OutboxEntry& entry);

/// The frames of a heartbeat. It is not in the log and has no sequence number.
Frames heartbeat(const std::string& publisher, const std::string& epoch, Seq sent, Seq oldest, TimePoint now);

/// The message as one structured CloudEvent on one line: the attributes of the header, `topic`, and the body under
/// `data`.
std::string cloud_event(const Frames& frames);

/// A sequence number on the wire: 20 digits, zero-padded.
std::string wire_seq(Seq seq);

/// Reads a sequence number: 1 to 20 decimal digits. Nothing for everything else, overflow included.
std::optional<Seq> parse_seq(std::string_view text);

/// The place in the log that a header names.
struct Position {
    Seq seq = 0;
    Seq prev = 0;
    std::string epoch = {};  ///< that the numbers belong to; "" = committed before there were epochs
    bool operator==(const Position&) const = default;
};

/// Reads `sequence`, `prev` and `epoch` of a header. Fails with Errc::syntax when it is not a header of the log.
Result<Position> position(std::string_view header);

/// What a heartbeat's body says.
struct Heartbeat {
    std::string publisher;
    std::string epoch;  ///< the current one
    Seq sent = 0;
    Seq oldest = 0;
    bool operator==(const Heartbeat&) const = default;
};

/// Reads a heartbeat's body; fails with Errc::syntax.
Result<Heartbeat> parse_heartbeat(std::string_view body);

}  // namespace newsbus::message
