#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "config/config.h"
#include "store/history.h"
#include "store/store.h"

namespace newsbus::service {

/// What `newsbus why` shows: all decisions about the entry that `asked` names, oldest first. `asked` is an article's
/// id, its beginning (8 digits or more), a URL of it (as linked or canonical), its guid as written, or the number of a
/// message about it (leading zeros may be left out).
///
///     {"asked", "entries": [{"id", "identifier"?, "url"?, "headline"?, "sources": [{"source", "firstSeen", "lastSeen",
///      "version", "firstSequence"?, "keys", "page"?, "verdict"}], "events": [{"time", "kind", "source", ...}],
///      "leftOut"?}], "near": [{"source", "url", "relation", "health", ...}],
///      "oldest"?}
///
/// The `kind` of an event is "seen", "note" or, for a message, its event: "published", "updated", ... When no entry is
/// found, `near` lists the configured sources that the URL could come from, and `oldest` is the first number in the log
/// if `asked` is a lower one, whose message was trimmed. Errc::usage when `asked` is the beginning
/// of several ids.
Result<boost::json::object> why(store::History& history, store::Outbox& outbox, const config::Config& config,
                                std::string_view asked);

}  // namespace newsbus::service
