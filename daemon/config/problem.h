#pragma once

#include <string>

namespace newsbus::config {

/// An error keeps newsbus from starting; a warning is something allowed that is most probably not meant.
enum class Severity { error, warning };

/// One thing that is wrong, or worth a warning.
struct Problem {
    std::string file;
    int line = 0, column = 0;  ///< 1-based; 0 = the file as a whole
    std::string what;          ///< "unknown key `intervall`, did you mean `interval`?"
    Severity severity = Severity::error;

    std::string str() const;  ///< file:line:column: what; file:line:column: warning: what
    bool operator==(const Problem&) const = default;
};

}  // namespace newsbus::config
