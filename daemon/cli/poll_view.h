#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace newsbus::cli {

// The lines of `newsbus poll`, from what the daemon answers (service/poll_json.h). Members that are missing are taken
// for empty.

/// What becomes of a source that was asked for: "bbc-world: due now".
std::string promise_line(const boost::json::object& promise);

/// What its poll brought: "bbc-world: HTTP 200, 3 new, 0 updated, 27 unchanged; next poll 2026-11-27T08:15:00Z".
std::string polled_line(const boost::json::object& poll);

/// Did it fail?
bool has_failed(const boost::json::object& poll);

/// A text member, "" when there is none.
std::string text_of(const boost::json::object& object, std::string_view key);

}  // namespace newsbus::cli
