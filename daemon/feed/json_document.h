#pragma once

#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/result.h"
#include "work/harvest.h"

namespace newsbus::feed {

struct JsonDocument {
    boost::json::value root;
    bool cut = false;  ///< the text ends before its object does
};

/// Parses the text of a JSON Feed; trailing commas are allowed. What is nearly JSON is repaired value by value
/// (json_repair.h), an item that cannot be is left out. Most broken documents were cut off on their way: such a
/// document, or one that cannot be repaired, ends behind the last complete element of one of its lists. `problems` says
/// so. Numbers of an item with a fraction or with more digits than a machine's integer become strings of the same
/// characters. Fails with Errc::syntax when there is no complete element, with Errc::too_large when the values take
/// more memory than words would (base/json_memory.h). Linear; at most 64 levels deep.
Result<JsonDocument> parse_json_document(std::string_view text, std::vector<Problem>& problems);

}  // namespace newsbus::feed
