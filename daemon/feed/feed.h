#pragma once

#include <string_view>

#include "base/result.h"
#include "feed/read_options.h"
#include "url/url.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Reads a feed, whatever it says it is: RSS 0.9x/1.0/2.0, Atom 0.3/1.0, JSON Feed 1.0/1.1, CDF, told apart by the
/// bytes; gzip'd or not, which they tell, too. What a program said before a JSON Feed is left out. `content_type` gives
/// the charset only. `base` is the URL it came from; relative links resolve against it, xml:base and the feed's own
/// links. Articles come in document order, repeated entries included; `id` and `source` are not set. What had to be
/// repaired or left out is in Harvest::problems. Fails with Errc::syntax when no feed can be found in it. Never throws;
/// linear in the size; no recursion over depth.
Result<Harvest> read(std::string_view body, std::string_view content_type, const Url& base,
                     const ReadOptions& options = {});

}  // namespace newsbus::feed
