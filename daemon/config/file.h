#pragma once

#include <string>

namespace newsbus::config {

/// A file that was read; `name` stands in the problems.
struct File {
    std::string name;
    std::string text;
};

}  // namespace newsbus::config
