#pragma once

#include <string>

namespace newsbus::config {

/// A file that was read. `name` is what problems call it.
struct File {
    std::string name;
    std::string text;
};

}  // namespace newsbus::config
