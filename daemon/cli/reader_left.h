#pragma once

namespace newsbus::cli {

/// Will nobody read standard output any more? For commands that wait; std::cout tells it too, but at the next write.
bool reader_left();

}  // namespace newsbus::cli
