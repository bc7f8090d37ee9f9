#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/time.h"
#include "cli/terminal.h"

namespace newsbus::cli {

/// What `newsbus politeness` prints of service::politeness(): a table of hosts, sums, the limits in force. When a host
/// was asked for and it is the only one: its days, and for each of its sources why it is polled when it is.
std::vector<std::string> politeness_lines(const boost::json::object& answer, TimePoint now, const Terminal& terminal);

/// "0 B", "999 B", "1.2 MiB": for people.
std::string short_size(std::uint64_t bytes);

}  // namespace newsbus::cli
