#pragma once

#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace newsbus::cli {

// Reads the JSON that service/ makes. A member that is missing counts as empty.

/// The value at `key` on one line, fit for a terminal, at most `bytes` long.
std::string text(const boost::json::object& object, std::string_view key, std::size_t bytes = 300);

const boost::json::array& list(const boost::json::object& object, std::string_view key);

}  // namespace newsbus::cli
