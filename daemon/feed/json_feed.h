#pragma once

#include <string_view>

#include "base/result.h"
#include "feed/read_options.h"
#include "url/url.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Reads a JSON Feed (https://jsonfeed.org, 1.0 and 1.1) in valid UTF-8.
/// Fails with Errc::syntax when it is no JSON object with `items`.
Result<Harvest> read_json_feed(std::string_view text, const Url& base, const ReadOptions& options);

}  // namespace newsbus::feed
