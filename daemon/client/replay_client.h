#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "message/frames.h"
#include "message/replay_protocol.h"

namespace newsbus::client {

/// Reads all of the log that `wanted` describes from a running daemon, page by page, in order, until `deliver` returns
/// false. Blocks. Fails naming the endpoint: Errc::network when nobody listens there within `patience`, Errc::timeout
/// when an answer does not come, Errc::store when the daemon refuses.
Result<message::ReplayEnd> fetch_replay(const std::string& endpoint, message::ReplayRequest wanted, Duration patience,
                                        const std::function<bool(const message::Frames&)>& deliver);

}  // namespace newsbus::client
