#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <boost/system/result.hpp>

namespace newsbus {

/// What kind of thing went wrong. The caller decides by it; people read Error::what.
enum class Errc { usage, config, network, timeout, http_status, too_large, charset, syntax, plugin, store, cancelled };

/// The one error type. `what` is a single line that names its input: a URL, file:line:column, a byte offset.
struct Error {
    Errc code;
    std::string what;

    /// Adds outer context: Error{"line 3: bad date"}.within("feed bbc") -> "feed bbc: line 3: bad date".
    Error within(std::string_view where) && {
        what.insert(0, std::string(where) + ": ");
        return std::move(*this);
    }
    bool operator==(const Error&) const = default;
};

/// A value, or the Error that stands in its place.
template <class T>
using Result = boost::system::result<T, Error>;

/// Called by boost::system::result when value() is asked for where there is an error: that is a bug in newsbus.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

}  // namespace newsbus
