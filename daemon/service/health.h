#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "store/store.h"

namespace newsbus::service {

/// How many sources /health names at most.
inline constexpr std::size_t named_sources = 10;

/// The line of /health: the trouble of the daemon, else "ok" and which sources are not well. A failing source is no
/// trouble of the daemon, which goes on with the others.
std::string health_line(const std::string& trouble, const store::Complaints& complaints);

/// The same for programs: {"status": "ok" or "failing", "reason"?, "sources": {"ok": 25, ...}, "degraded": [{"id",
/// "health", "reason", "failures"}]}.
boost::json::object health_object(const std::string& trouble, const store::Complaints& complaints);

}  // namespace newsbus::service
