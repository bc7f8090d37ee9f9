#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "message/event.h"
#include "work/job.h"

namespace newsbus {

/// A decision that `newsbus why` shows.
struct Note {
    std::string identifier;  ///< of the entry, or "" for the source itself
    std::string what;
    std::string id = {};  ///< of the article, as this visit knows it (Identity::id); "" for the source itself
    bool operator==(const Note&) const = default;
};

/// A document to visit for more entries of the source.
struct PartJob {
    std::string url;
    bool first = false;  ///< see Job::first
    bool operator==(const PartJob&) const = default;
};

/// A host that is to be left alone for a while: its server said that it gets too many requests.
struct Rest {
    std::string host;  ///< as Job::host
    TimePoint since{}, until{};
    std::string why;  ///< one line
    bool operator==(const Rest&) const = default;
};

/// What a visit of a hub came to.
struct LeaseStep {
    std::string token;     ///< of the subscription that it was about; another one by now = it means nothing
    std::string callback;  ///< base URL that the hub was told
    std::string why;       ///< why it did not take the request; "" = it took it, and will confirm it
    bool over = false;     ///< of an ending one: nothing more is tried
    bool operator==(const LeaseStep&) const = default;
};

/// Fingerprints of what an entry is told by: of its id and of its keys; 0 = there is no such key.
using IdentityPrints = std::array<std::uint64_t, 4>;

/// The entries that a visit has brought so far, by their number in the ledger.
using MetEntries = std::unordered_map<std::int64_t, IdentityPrints>;

/// What one visit caused, or a slice of it; committed whole or not at all. A visit that brought many entries is
/// committed in slices, so that no transaction is long: all but the last have entries and notes only and leave the job
/// leased. What the visit means for its source, its validators above all, rides in the last one.
struct Outcome {
    std::int64_t job = 0;
    JobKind kind = JobKind::poll;
    std::string source;
    TimePoint now{};                   ///< when the visit ended; the time of its messages
    std::optional<TimePoint> due;      ///< when the job is visited again; nothing = it is done and deleted
    int attempt = 0;                   ///< failed visits so far (pages, parts)
    std::optional<SourceState> state;  ///< polls: replaces the row
    std::vector<Entry> entries;        ///< those that become jobs are due at `now`; article.url is visited
    std::vector<PartJob> parts;  ///< polls: become part jobs, due at `now`; a part that has a job gets no second one
    std::vector<message::SourceEvent> events;  ///< what happened to the source
    std::vector<Note> notes;
    std::optional<Rest> rest;        ///< no job of that host is claimed before, of whatever source
    std::string site_memory;         ///< pages: replaces Job::site_memory; "" = it stays as it is
    std::string robots;              ///< robots: replaces Job::robots; "" = it stays as it is
    std::optional<HubOffer> hub;     ///< polls: what the answer announces; nothing = it had no body
    std::optional<LeaseStep> lease;  ///< leases
    bool pushed = false;             ///< polls: a hub sent what was read
    bool wants_robots = false;  ///< the robots.txt of the job's origin is to be asked for; never said by a robots job
    bool more = false;          ///< another slice of the visit follows
    std::shared_ptr<const MetEntries> met;  ///< by the slices before this one; nullptr = it is the first one
};

/// What became of an Outcome. `duplicates`: kept back by publish_once, or twice in the Outcome. `quiet`: left out by
/// `backfill`. `pages`: page jobs made.
struct Receipt {
    Seq first = 0, last = 0;  ///< messages appended; 0, 0 = none
    int published = 0, updated = 0, backfill = 0, unchanged = 0, duplicates = 0, dropped = 0, quiet = 0, pages = 0;
    std::vector<Duration> delays =
        {};                ///< first seen minus published, of each `published` article whose date has a time
    int moving_dates = 0;  ///< entries with a date that moves and says nothing
    /// Of a slice that another one follows: the entries it brought, for Outcome::met.
    std::vector<std::pair<std::int64_t, IdentityPrints>> met = {};
    bool obsolete = false;  ///< the job ended during the visit (another configuration, a newer answer): nothing stored
    bool operator==(const Receipt&) const = default;
};

}  // namespace newsbus
