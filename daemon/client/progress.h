#pragma once

#include <map>
#include <string>

#include "message/frames.h"

namespace newsbus::client {

/// Which messages a subscriber has, and so what a further message is to it: to be delivered, a duplicate, or a sign of
/// a gap. Pure bookkeeping, after the recipe of docs/bus.md.
/// Everything up to complete() was delivered; on each topic seen since then, everything up to its last number.
class Progress {
public:
    enum class Verdict { deliver, duplicate, gap };

    /// Starts with everything up to `complete` delivered or not wanted. `everything`: all topics are subscribed to, so
    /// a missing number alone shows a gap.
    void start(Seq complete, bool everything);

    Verdict judge(const std::string& topic, message::Position at) const;

    /// The message was delivered.
    void delivered(const std::string& topic, message::Position at);

    /// The state was put back from a copy: messages after `shared` were delivered under numbers that now belong to
    /// other messages.
    void put_back(Seq shared);

    /// A replay has shown that nothing up to here is missing.
    void confirm(Seq complete);

    bool started() const { return started_; }
    Seq complete() const { return complete_; }

    /// The last number delivered on the topic; complete() when there was none after it.
    Seq last_on(const std::string& topic) const;

private:
    bool started_ = false;
    bool everything_ = false;
    Seq complete_ = 0;
    std::map<std::string, Seq> last_;  // topics with deliveries after complete_
};

}  // namespace newsbus::client
