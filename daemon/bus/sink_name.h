#pragma once

namespace newsbus::bus {

/// The name of the sink whose courier the bus is.
inline constexpr const char* sink_name = "zeromq";

}  // namespace newsbus::bus
