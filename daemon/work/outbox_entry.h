#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "work/job.h"

namespace newsbus {

/// One message of the log, complete: bus/frames.h turns it into the three frames without looking anything up.
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
    bool operator==(const OutboxEntry&) const = default;
};

/// Which messages to read: all conditions hold, ascending by seq.
struct Range {
    Seq after = 0;
    std::optional<Seq> until = {};         ///< inclusive
    std::optional<TimePoint> since = {};   ///< committed at or after
    std::vector<std::string> topics = {};  ///< prefixes; empty = all
    std::size_t count = 256;
    std::size_t bytes = 4 << 20;  ///< of bodies; at least one message is read
};

/// The ends of the log; 0, 0 when nothing was ever appended. `oldest` > `last` when everything was trimmed.
struct Bounds {
    Seq oldest = 0;
    Seq last = 0;
    bool operator==(const Bounds&) const = default;
};

}  // namespace newsbus
