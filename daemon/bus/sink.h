#pragma once

#include <string_view>

#include "base/result.h"
#include "message/outbox_entry.h"

namespace newsbus::bus {

/// Somewhere the log is sent to. Each sink has a name and a cursor of its own in the store.
class Sink {
public:
    virtual ~Sink() = default;
    virtual std::string_view name() const = 0;

    /// Hands one message over. A failure means it was not taken and is offered again later.
    virtual Result<void> send(const OutboxEntry& entry) = 0;
};

}  // namespace newsbus::bus
