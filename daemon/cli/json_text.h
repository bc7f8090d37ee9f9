#pragma once

#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace newsbus::cli {

// Reading the JSON of service/ for people: what is not there is empty.

/// The value at `key` on one line, fit for a terminal, at most `bytes` long.
std::string text(const boost::json::object& object, std::string_view key, std::size_t bytes = 300);

const boost::json::array& list(const boost::json::object& object, std::string_view key);

}  // namespace newsbus::cli
