#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "message/event.h"

namespace newsbus {

/// One message of the log, complete: message/frames.h makes the three frames of it without looking anything up.
struct OutboxEntry {
    Seq seq = 0;
    Seq prev = 0;      ///< last seq on the same topic, 0 = none
    TimePoint time{};  ///< of the commit
    std::string topic;
    std::string id;       ///< CloudEvents id: "<article id>/<version>"
    std::string source;   ///< CloudEvents source: "/newsbus/<publisher>/<source>"
    std::string type;     ///< CloudEvents type: "newsbus.article.published.v1"
    std::string subject;  ///< the article's id, or the source's
    std::string body;     ///< JSON
    std::string epoch;    ///< in force when it was committed; "" = before there were epochs
    bool operator==(const OutboxEntry&) const = default;
};

/// Which messages to read: those that meet all conditions, ascending by seq.
struct Range {
    Seq after = 0;
    std::optional<Seq> until = {};         ///< inclusive
    std::optional<TimePoint> since = {};   ///< committed at or after
    std::vector<std::string> topics = {};  ///< prefixes; empty = all
    std::size_t count = 256;
    std::size_t bytes = 4 << 20;  ///< of bodies; at least one message is read
};

/// The first and the last number of the log; 0, 0 when nothing was ever appended. When everything was trimmed `oldest`
/// is greater than `last`.
struct Bounds {
    Seq oldest = 0;
    Seq last = 0;
    bool operator==(const Bounds&) const = default;
};

/// A numbering of the log. A new epoch begins when the state was put back from a copy: numbers from `first` on may have
/// been given to other messages before.
struct Epoch {
    std::string name;  ///< random
    Seq first = 1;     ///< first number given out under it
    bool operator==(const Epoch&) const = default;
};

/// Compares this log with one that counts in the epoch `name`: up to which number are both the same? Nothing when
/// `name` is the current epoch: all of it. 0 when `name` is unknown here. `epochs` are those of this log, oldest first.
inline std::optional<Seq> shared_until(const std::vector<Epoch>& epochs, std::string_view name) {
    for (std::size_t i = 0; i < epochs.size(); ++i)
        if (epochs[i].name == name)
            return i + 1 < epochs.size() ? std::optional(epochs[i + 1].first - 1) : std::nullopt;
    return 0;
}

}  // namespace newsbus
