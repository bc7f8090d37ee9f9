#pragma once

#include <cstddef>

#include <boost/json/storage_ptr.hpp>

namespace newsbus {

/// Memory for parsing a JSON text of `bytes` bytes that came from the network. It is limited to 8 times the text and 16
/// MiB more, which no text made of words needs (a text of five million numbers would take 27 times its size), and to 32
/// MiB or, for a larger text, to twice its size. Beyond it throws std::bad_alloc, which ends the parsing.
boost::json::storage_ptr json_memory_for(std::size_t bytes);

}  // namespace newsbus
