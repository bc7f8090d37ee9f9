#pragma once

#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/result.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Parses the text of a JSON Feed; trailing commas are allowed. Most broken documents were cut off on their way: such a
/// document ends behind the last complete element of one of its lists, and `problems` says so.
/// Fails with Errc::syntax when there is no complete element, with Errc::too_large when the values take more memory
/// than words would (base/json_memory.h). Linear; at most 64 levels deep.
Result<boost::json::value> parse_json_document(std::string_view text, std::vector<Problem>& problems);

}  // namespace newsbus::feed
