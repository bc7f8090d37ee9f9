#pragma once

#include "message/event.h"
#include "store/sqlite.h"
#include "work/job.h"

#include <cstdint>
#include <string>
#include <vector>

namespace newsbus::store {

/// One row of `seen`.
struct Seen {
    std::int64_t no = 0;
    std::string id;
    Announce announce = Announce::published;
    int version = 0;          ///< last one settled; 0 = none
    Seq first_seq = 0;        ///< of its first message; 0 = never in the log
    Digest latest;            ///< of the last entry a poll brought
    Digest told;              ///< of `version`
    std::uint64_t print = 0;  ///< known_print of the last entry a poll brought
    bool whole = false;       ///< `version` had the full text of its page
    bool stale = false;       ///< the digests are of a format that is no longer read
    TimePoint first_seen{}, last_seen{};
};

Seen load_seen(Database& database, std::int64_t no);

/// A new row, without a version.
Seen insert_seen(Database& database, std::int64_t source, const Identity& identity, Announce announce, TimePoint now);

/// Remembers what a poll brought; an unchanged row is written at most once a day.
void remember_latest(Database& database, Seen& seen, std::uint64_t print, const Digest& digest, TimePoint now);

/// Writes version, first_seq, told and whole.
void save_settled(Database& database, const Seen& seen);

/// The row that has this rung of the ladder; 0 = none.
std::int64_t find_key(Database& database, std::int64_t source, std::string_view key);

/// Gives the row the keys it lacks. Those of other rows are left alone, or taken over from them.
void insert_keys(Database& database, std::int64_t source, std::int64_t no, const Identity& identity, bool take_over);

/// The keys of an identity; an entry that has none is known by its id.
std::vector<std::string> keys_of(const Identity& identity);

/// Names of the other sources that had the id in the log before this row did, in their order; at most a hundred.
std::vector<std::string> told_before(Database& database, std::int64_t source, const Seen& seen);

/// Makes the page job of an entry, or gives the one that waits the new draft. True when it made one.
bool queue_page(Database& database, std::int64_t source, const Seen& seen, Entry draft, TimePoint now);

/// Ends the page job of an entry, if there is one.
void cancel_page(Database& database, const Seen& seen);

}  // namespace newsbus::store
