#pragma once

#include <cstddef>

#include <boost/json/storage_ptr.hpp>

namespace newsbus {

/// Memory for the values of a JSON text of `bytes` bytes from the network. A text of five million numbers would take 27
/// times its size; here std::bad_alloc ends the parsing at 8 times and 16 MiB, which no text made of words reaches.
boost::json::storage_ptr json_memory_for(std::size_t bytes);

}  // namespace newsbus
