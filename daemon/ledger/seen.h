#pragma once

#include "article/digest.h"
#include "article/identity.h"
#include "base/time.h"
#include "message/event.h"
#include "work/job.h"
#include "work/outcome.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace newsbus::ledger {

/// Row numbers, given out by the store; 0 = none.
using SourceNo = std::int64_t;
using SeenNo = std::int64_t;
using JobNo = std::int64_t;

/// What became of an entry. Each entry is in exactly one of these states. The numbers are stored.
enum class State {
    waiting = 0,    ///< nothing was published: its page is still to come, or its source is to bring it again
    dropped = 1,    ///< nothing was published: a plugin dropped it
    kept_back = 2,  ///< nothing was published: another source had it first (publish_once)
    quiet = 3,      ///< not announced (backfill), never in the log; a change of it is published
    published = 4,  ///< its version is in the log
};

/// "waiting", "dropped", "kept back" ...: for people.
const char* name_of(State state);

/// When an article says that it was published.
struct PublicationDate {
    TimePoint time;
    DatePrecision precision = DatePrecision::second;
    bool operator==(const PublicationDate&) const = default;
};

/// What is remembered of an entry of a source.
struct Seen {
    SeenNo no = 0;
    std::string id;                           ///< of the article, as of first sight, for life
    Announce announce = Announce::published;  ///< as of first sight, for life
    State state = State::waiting;
    int version = 0;                      ///< last one settled; 0 = none
    Seq first_seq = 0;                    ///< of its first message; 0 = never in the log
    Digest latest;                        ///< of the entry as the last poll brought it
    Digest told;                          ///< of the article of `version`, as it was read
    std::vector<std::uint64_t> earlier;   ///< Digest::content() of the last few versions before, oldest first
    std::optional<PublicationDate> date;  ///< that `version` said; nothing = none, or unknown
    int date_moves = 0;                   ///< versions that brought nothing but another date
    std::uint64_t print = 0;              ///< known_print (work/job.h) of the entry as the last poll brought it
    bool whole = false;                   ///< `version` had the full text of its page
    bool stale = false;                   ///< the digests are of a format that is no longer read
    TimePoint first_seen{};
    TimePoint last_seen{};  ///< exact to a day
    bool operator==(const Seen&) const = default;
};

/// The keys that an entry is looked up by, strongest first; an entry that has none is known by its id.
std::vector<std::string> keys_of(const Identity& identity);

/// Could these be the same entry: the same id, or a key in common?
bool is_same(const Identity& a, const Identity& b);

/// The identity as fingerprints, for whom all of it is too much to remember; and the same question of those.
IdentityPrints prints_of(const Identity& identity);
bool may_be_same(const IdentityPrints& a, const IdentityPrints& b);

}  // namespace newsbus::ledger
