#pragma once

#include <map>
#include <string>

#include "message/frames.h"

namespace newsbus::client {

/// What a subscriber has, and therefore what a message is to it. Pure bookkeeping: the recipe of docs/bus.md.
/// Everything up to complete() was delivered, and on each topic seen since everything up to its last number.
class Progress {
public:
    enum class Verdict { deliver, duplicate, gap };

    /// Starts with everything up to `complete` delivered, or not wanted. `everything`: all topics are subscribed, so
    /// that the numbers themselves show a gap.
    void start(Seq complete, bool everything);

    Verdict judge(const std::string& topic, message::Position at) const;

    /// The message was delivered.
    void delivered(const std::string& topic, message::Position at);

    /// The log was put back: what was delivered after `shared` was given out again, to other messages.
    void put_back(Seq shared);

    /// A replay has shown that nothing up to here is missing.
    void confirm(Seq complete);

    bool started() const { return started_; }
    Seq complete() const { return complete_; }

    /// The last number delivered on the topic, or complete() when there was none since.
    Seq last_on(const std::string& topic) const;

private:
    bool started_ = false;
    bool everything_ = false;
    Seq complete_ = 0;
    std::map<std::string, Seq> last_;  // topics with deliveries after complete_
};

}  // namespace newsbus::client
