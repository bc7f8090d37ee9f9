#pragma once

#include "base/result.h"
#include "base/time.h"
#include "ledger/transaction.h"
#include "store/history.h"
#include "store/options.h"
#include "store/store.h"

#include <functional>
#include <memory>

namespace newsbus::store {

struct Tables;

/// What a store in memory keeps: it outlives the store as a disk outlives a process, so that a test can end a store at
/// any moment and open it again. May be shared by a store and its readers, each on a thread of its own.
class MemoryDisk {
public:
    MemoryDisk();
    ~MemoryDisk();
    MemoryDisk(const MemoryDisk&) = delete;
    MemoryDisk& operator=(const MemoryDisk&) = delete;

    /// Is asked before every transaction is made durable, on the store's thread: an Error fails it, as a full disk
    /// does, and nothing of it stays.
    std::function<Result<void>()> on_commit;

    /// Puts something of a test between the ledger and the rows of each transaction: an observer, or a fault.
    std::function<std::unique_ptr<ledger::Transaction>(ledger::Transaction& rows)> between;

    Tables& tables() { return *tables_; }

private:
    std::unique_ptr<Tables> tables_;
};

/// A Store in memory, for tests and the simulation: complete, and held to the same contract as every other one. What it
/// does not have is a place in the file system, hence no lock, no epochs but one, no sizes of files.
std::unique_ptr<Store> open_memory_store(std::shared_ptr<MemoryDisk> disk, const Options& options, TimePoint now);

std::unique_ptr<Outbox> open_memory_outbox(std::shared_ptr<MemoryDisk> disk);
std::unique_ptr<History> open_memory_history(std::shared_ptr<MemoryDisk> disk);

}  // namespace newsbus::store
