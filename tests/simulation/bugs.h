#pragma once

#include "ledger/transaction.h"
#include "store/memory/memory_store.h"
#include "store/store.h"
#include "work/response.h"

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace newsbus::simulation {

/// A fault planted in newsbus, to see whether the world finds it. It may stand before the store, between the ledger and
/// its rows, before the reader of the log and behind the network.
class Bug {
public:
    virtual ~Bug() = default;
    virtual std::unique_ptr<store::Store> before_store(std::unique_ptr<store::Store> store) { return store; }
    virtual std::unique_ptr<ledger::Transaction> between(ledger::Transaction&) { return nullptr; }
    virtual std::unique_ptr<store::Outbox> before_outbox(std::unique_ptr<store::Outbox> outbox) { return outbox; }
    virtual void fetched(Response&) {}

    /// The daemon died.
    virtual void died() {}
};

/// What a bug may lay hands on.
struct Surroundings {
    store::MemoryDisk& disk;
    std::function<void(const OutboxEntry&)> publish;  ///< hands a message to the sink
};

struct BugRow {
    std::string_view name, what;
    std::unique_ptr<Bug> (*make)(const Surroundings& surroundings);
};

/// All of them.
std::span<const BugRow> bugs();

/// nullptr when there is none of that name.
std::unique_ptr<Bug> make_bug(std::string_view name, const Surroundings& surroundings);

}  // namespace newsbus::simulation
