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

/// The data of a store in memory. It outlives the store as a disk outlives a process, so a test can end a store at any
/// moment and open it again. A store and its readers may share it, each on a thread of its own.
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

/// A Store in memory, for tests and the simulation. It is complete and passes the same contract test as the one in
/// SQLite. It has no place in the file system: no lock, one epoch only, no sizes of files.
std::unique_ptr<Store> open_memory_store(std::shared_ptr<MemoryDisk> disk, const Options& options, TimePoint now);

std::unique_ptr<Outbox> open_memory_outbox(std::shared_ptr<MemoryDisk> disk);
std::unique_ptr<History> open_memory_history(std::shared_ptr<MemoryDisk> disk);

}  // namespace newsbus::store
