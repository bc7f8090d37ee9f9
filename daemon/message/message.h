#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "message/event.h"

namespace newsbus::message {

/// How messages are addressed: [bus] publisher and topic of the configuration.
struct Addressing {
    std::string publisher = "";  ///< "" = the stored random id, made at the first start
    std::string article_topic = "article/{event}/{language}/{source}/";
    bool operator==(const Addressing&) const = default;
};

/// A message before it gets its number: an event with its topic and its CloudEvents attributes. These are fixed in the
/// commit that stores the message, so a later change of the configuration does not change it.
struct Message {
    TimePoint time{};
    std::string topic;
    std::string id;  ///< "" = "<subject>/<seq>"
    std::string source;
    std::string type;
    std::string subject;
    std::string body;  ///< JSON
    bool operator==(const Message&) const = default;
};

/// Makes the message of an event at `now`. `source` is the config id of the source that the event is about; an article
/// names its own, the log has none. `addressing.publisher` must not be "".
Message addressed(const Event& event, std::string_view source, const Addressing& addressing, TimePoint now);

}  // namespace newsbus::message
