#pragma once

#include "article/article.h"
#include "work/outbox_entry.h"
#include "work/outcome.h"

#include <string>
#include <string_view>

namespace newsbus::store {

/// A message before it has its numbers.
struct Message {
    TimePoint time{};
    std::string topic;
    std::string id;  ///< "" = "<subject>/<seq>"
    std::string source;
    std::string type;
    std::string subject;
    std::string body;
};

/// The message that announces `article`, complete with id, source and version. `event` is "published", "updated" ...;
/// `topic` is the template of the configuration.
Message article_message(const Article& article, std::string_view event, std::string_view topic,
                        std::string_view publisher, TimePoint now);

/// A `source/<kind>/<source>/` message.
Message source_message(const SourceMessage& message, std::string_view source, std::string_view publisher,
                       TimePoint now);

/// "from" to "to" left the log. It concerns the log and not one source, so it goes out under the name `*`, which no
/// configured source can have.
Message trimmed_message(Seq from, Seq to, std::string_view publisher, TimePoint now);

}  // namespace newsbus::store
