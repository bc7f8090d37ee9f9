#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace newsbus::cli {

/// The answer of service/why.h as text: for each entry its names, its state in each source, and one line an event,
/// oldest first. Control characters of outside text never reach the terminal.
std::string pretty_why(const boost::json::object& answer);

/// Was a source asked for by its id? Then nothing_found() is what was asked for.
bool names_a_source(const boost::json::object& answer);

/// The text for when nothing was found: what was looked for, the sources that it could come from, what to try next.
std::string nothing_found(const boost::json::object& answer);

}  // namespace newsbus::cli
