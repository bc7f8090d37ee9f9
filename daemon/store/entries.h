#pragma once

#include "store/log.h"
#include "store/seen.h"
#include "store/sqlite.h"
#include "store/store.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsbus::store {

/// Decides what becomes of the entries and drafts of one Outcome, by what was seen before. The states of an entry and
/// the moves between them are told at the top of entries.cpp.
class Entries {
public:
    /// Whose and when: `source` is the row number.
    struct Context {
        std::int64_t source;
        std::string source_id;
        TimePoint now;
    };

    Entries(Database& database, Log& log, const Policy& policy, Context context, Receipt& receipt)
        : database_(database), log_(log), policy_(policy), context_(std::move(context)), receipt_(receipt) {}

    /// An entry that a poll brought complete.
    void take(const Entry& entry);

    /// An entry that a poll brought and that becomes a job of its own.
    void queue(const Entry& draft);

    /// What came of the page of the entry with that row number.
    void take_page(const Entry& entry, std::int64_t seen);

    /// The id for life of an entry that was taken, by the id that the visit gave it; that one when it was not taken.
    const std::string& lasting_id(const std::string& id) const;

private:
    std::int64_t find(const Identity& identity) const;
    std::optional<Seen> meet(const Article& article, const Identity& identity, const Digest& digest, Announce announce);
    void settle(Seen& seen, const Entry& entry);
    void publish(Seen& seen, const Entry& entry);
    void note(const Article& article, const Seen& seen, std::string_view what);
    bool kept_back(const Article& article, const Seen& seen);

    Database& database_;
    Log& log_;
    const Policy& policy_;
    Context context_;
    Receipt& receipt_;
    std::map<std::int64_t, Identity> met_;                  // rows that this Outcome has brought already
    std::unordered_map<std::string, std::string> lasting_;  // ids for life, where the visit's id is another one
};

}  // namespace newsbus::store
