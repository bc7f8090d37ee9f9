#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newsbus::http {

/// The head of an answer as curl reads it, line by line: interim answers (1xx), a proxy's and trailers included. It
/// limits all of them together and finds what makes an answer unreadable.
class Head {
public:
    /// Takes the next line. Returns why the answer cannot go on; nothing while it may.
    std::optional<Error> take(std::string_view line);

    /// Did the empty line behind the last head come?
    bool is_whole() const { return is_whole_; }

    /// Is the body compressed more than once, as the head says so far? No honest server does that, and each layer
    /// multiplies what a few bytes cost, to no end.
    bool is_layered() const { return layers_ > 1; }

    /// Does it have a Transfer-Encoding?
    bool is_coded() const { return is_coded_; }

    static Error too_large();  ///< what is said of a head that goes past the limits

private:
    void take_field(std::string_view line);
    void take_codings(std::string_view value);
    void take_lengths(std::string_view value);

    std::size_t bytes_ = 0;
    std::size_t lines_ = 0;
    bool is_whole_ = false;
    int layers_ = 0;                    ///< of compression
    bool is_coded_ = false;             ///< with a Transfer-Encoding a Content-Length means nothing
    std::vector<std::string> lengths_;  ///< Content-Length: the first, and one that differs from it
};

}  // namespace newsbus::http
