#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "message/outbox_entry.h"

namespace newsbus::delivery {

/// How much of a batch a sink took: its first `count` messages. When it took no more, `trouble` says why, or it is
/// `full`: it knows when it has room again, and is not to be asked before.
struct Taken {
    std::size_t count = 0;
    bool full = false;
    std::optional<Error> trouble;
};

/// Where the log is sent to. Each sink has a name, and a cursor under that name in the store.
class Sink {
public:
    virtual ~Sink() = default;
    virtual std::string_view name() const = 0;

    /// Hands over a batch, in order. What the sink does not take is offered again later. Errc::cancelled as trouble
    /// means that the courier is stopping; it is no failure.
    virtual Taken send(std::span<const OutboxEntry> batch) = 0;
};

}  // namespace newsbus::delivery
