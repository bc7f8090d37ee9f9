#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "base/time.h"
#include "config/config.h"
#include "store/store.h"

namespace newsbus::service {

/// What is asked of politeness().
struct PolitenessQuestion {
    int days = 1;      ///< of UTC, today included; no more are kept than ledger::traffic_kept
    std::string host;  ///< a host, a pattern of hosts (fnmatch), or a name at a host ("feeds.bbci.co.uk"); "" = all
    TimePoint now{};
};

/// What `newsbus politeness` shows: what hosts were asked, and the polls that are planned in the next 24 hours. Read
/// from the store, into which a running daemon writes its counts once a minute.
///
///     {"from" (a day), "now", "limits": {"maxPerHost", "hostPause", "minInterval"},
///      "hosts": [{"host", "requests", "unchanged", "failed", "limited", "bytes", "sources", "polls", "busiestHour",
///       "nextPoll"?, "rests": {"until", "why"}?, "days"?: [{"day", "requests", ...}],
///       "plans"?: [{"source", "polls", "nextPoll"?, "why": [lines]}]}],
///      "sum": {"hosts", "requests", "unchanged", "failed", "limited", "bytes", "sources", "polls", "pagesWaiting"}}
///
/// Hosts stand in the order of their requests, then of their polls, most first. `unchanged` = answers 304; `limited` =
/// 429, or 503 with Retry-After, which are among `failed`. `days` and `plans` are there when a host was asked for.
/// Errc::usage when no host is called like that.
Result<boost::json::object> politeness(store::Outbox& outbox, const config::Config& config,
                                       const PolitenessQuestion& question);

}  // namespace newsbus::service
