#include "config/problem.h"

#include <fmt/format.h>

namespace newsbus::config {

std::string Problem::str() const {
    const char* mark = severity == Severity::warning ? "warning: " : "";
    if (line == 0) return fmt::format("{}: {}{}", file, mark, what);
    return fmt::format("{}:{}:{}: {}{}", file, line, column, mark, what);
}

}  // namespace newsbus::config
