#pragma once

#include <exception>
#include <string>
#include <type_traits>
#include <utility>

#include "base/result.h"

namespace newsbus::ledger {

/// What a store throws inside a transaction, so that leaving it by any way rolls it back. It never leaves the store:
/// guarded() turns it into an Error. Errc::store is the fault of the disk and concerns the whole transaction; any other
/// code is about the one Outcome that was being recorded.
class Failure final : public std::exception {
public:
    explicit Failure(Error error) : error_(std::move(error)) {}
    const Error& error() const { return error_; }
    const char* what() const noexcept override { return error_.what.c_str(); }

private:
    Error error_;
};

/// Calls `work` and gives what it returns, or the Error of the Failure it threw.
template <class F>
auto guarded(F&& work) -> Result<std::invoke_result_t<F>> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
            std::forward<F>(work)();
            return {};
        } else {
            return std::forward<F>(work)();
        }
    } catch (const Failure& failure) {
        return failure.error();
    }
}

}  // namespace newsbus::ledger
