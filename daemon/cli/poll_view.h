#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace newsbus::cli {

// The lines of `newsbus poll`, made of the daemon's answers (service/poll_json.h). A member that is missing counts as
// empty.

/// What becomes of a source that was asked for, in one line: "bbc-world: due now".
std::string promise_line(const boost::json::object& promise);

/// What its poll brought, in one line: "bbc-world: HTTP 200, 3 new, 0 updated, 27 unchanged; next poll
/// 2026-11-27T08:15:00Z".
std::string polled_line(const boost::json::object& poll);

/// Did the poll fail?
bool has_failed(const boost::json::object& poll);

/// A text member, "" when there is none.
std::string text_of(const boost::json::object& object, std::string_view key);

}  // namespace newsbus::cli
