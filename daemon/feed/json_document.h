#pragma once

#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/result.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Parses a JSON Feed's text, trailing commas allowed. After a fault, most often the end of a document that was cut off
/// on its way, the document ends behind the last element of one of its lists that was complete, and `problems` says so.
/// Fails with Errc::syntax when there is none, with Errc::too_large when its values take more memory than words would.
/// Linear; nested 64 deep at most.
Result<boost::json::value> parse_json_document(std::string_view text, std::vector<Problem>& problems);

}  // namespace newsbus::feed
