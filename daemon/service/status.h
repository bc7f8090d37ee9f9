#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "base/counters.h"
#include "base/result.h"
#include "store/store.h"

namespace newsbus::service {

/// What `newsbus status` and GET /status show, read from the store: {"version", "publisher", "log": {"oldest", "last",
/// "sent"}, "sources": [{"id", "health", "reason", "url", "since", "lastSuccess", "lastAttempt", "lastStatus",
/// "failures", "polls", "articles", "newestArticle", "nextDue", "restsUntil" (its server asked to wait), "hostRests":
/// {"host", "since", "until", "why"} (its host is left alone), "pagesWaiting", "websub": {"state", "hub", "topic",
/// "since", "leaseUntil", "lastPush", "failures", "reason"}}]}. Times are RFC 3339. A running daemon
/// adds "configuration": {"applied", and when the last reload was refused "refused", "refusedAt"}, "trouble" when
/// something is wrong with it, and "age" in seconds when the store does not answer and all this was read earlier.
Result<boost::json::object> status(store::Outbox& outbox, std::string_view version);

/// One source as it stands in "sources" above.
boost::json::object source_row(const store::SourceStatus& source);

}  // namespace newsbus::service
