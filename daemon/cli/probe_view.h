#pragma once

#include <cstddef>
#include <string>

#include <boost/json/object.hpp>

namespace newsbus::cli {

/// The report of service/probe.h as text: what was sent and answered, what it is, what would be published, when it
/// would be polled again. Shows at most `most` articles. Control characters of outside text never reach the terminal.
std::string pretty_probe(const boost::json::object& report, std::size_t most);

}  // namespace newsbus::cli
