#pragma once

namespace newsbus::cli {

/// Has the reader of standard output left? For commands that wait: std::cout notices it only at the next write.
bool reader_left();

}  // namespace newsbus::cli
