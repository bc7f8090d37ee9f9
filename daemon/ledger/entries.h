#pragma once

#include "ledger/policy.h"
#include "ledger/rules.h"
#include "ledger/transaction.h"
#include "work/outcome.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace newsbus::ledger {

/// Carries out what rules.h decides about the entries of one Outcome, and counts it in the Receipt.
class Entries {
public:
    /// Whose entries they are, when the visit ended, and what its earlier slices brought (nullptr = there were none).
    struct Context {
        SourceNo source;
        std::string source_id;
        TimePoint now;
        const MetEntries* before;
    };

    Entries(Transaction& rows, const Policy& policy, Context context, Receipt& receipt)
        : rows_(rows), policy_(policy), context_(std::move(context)), receipt_(receipt) {}

    /// An entry that a poll brought.
    void take(const Entry& entry);

    /// Takes what came of the page of an entry: the one with that row number.
    void take_page(const Entry& entry, SeenNo no);

    /// An entry keeps the id of its first sight for life, though a later visit may work out another one. Gives the id
    /// for life of an entry that was taken, by the id that the visit gave it; that id itself when no such entry was
    /// taken.
    const std::string& lasting_id(const std::string& id) const;

    /// The entries that were taken.
    std::vector<std::pair<std::int64_t, IdentityPrints>> met() const;

private:
    bool was_met(SeenNo no) const;
    bool is_other(SeenNo no, const Identity& identity) const;
    SeenNo find(const Identity& identity) const;
    Seen add(const Entry& entry);
    void add_keys(SeenNo no, const Identity& identity, bool first_sight);
    Verdict decided(bool first_sight, const Seen& seen, Arrival& arrival);
    void remember(Seen& seen, const Entry& entry, const Digest& digest);
    void carry_out(const Verdict& verdict, Seen& seen, const Entry& entry, const Arrival& arrival);
    void publish(Seen& seen, const Entry& entry, const Arrival& arrival, message::ArticleKind kind);
    void queue(const Seen& seen, const Entry& entry);
    void count(const Verdict& verdict, Announce announce);
    void note(const Entry& entry, const Seen& seen, std::string what);
    void note_reason(Reason reason, const Entry& entry, const Seen& seen);

    Transaction& rows_;
    const Policy& policy_;
    Context context_;
    Receipt& receipt_;
    std::map<SeenNo, Identity> met_;                        // entries that this Outcome has brought already
    std::unordered_map<std::string, std::string> lasting_;  // ids for life, where the visit's id is another one
};

}  // namespace newsbus::ledger
