#pragma once

#include "base/time.h"
#include "ledger/seen.h"
#include "message/event.h"
#include "work/job.h"

#include <cstdint>
#include <string>

namespace newsbus::ledger {

/// Where a job goes: a URL and the host whose slots it takes. A job that fetches nothing has no host.
struct Place {
    std::string url;
    std::string host;
    bool operator==(const Place&) const = default;
};

/// The place of a URL. The host is politeness_host() of it, "" when it is no URL.
Place place_of(std::string url);

/// A claimed job, as far as recording its Outcome needs it.
struct JobRow {
    SourceNo source = 0;
    std::string source_id;
    JobKind kind = JobKind::poll;
    Place place;
    SeenNo entry = 0;    ///< pages: the entry that waits
    bool again = false;  ///< during the visit its draft was replaced, or it was asked for again: visit it once more
    TimePoint due{};     ///< when it was claimed for; or later, when it was held back meanwhile
    bool operator==(const JobRow&) const = default;
};

/// The poll of a source, the visit of a robots.txt, or the job of a subscription.
struct PollRow {
    JobNo job = 0;
    TimePoint due{};
    bool leased = false;
    std::string host;
    bool operator==(const PollRow&) const = default;
};

/// A page job and the entry that waits for it.
struct PageRow {
    JobNo job = 0;
    SeenNo entry = 0;
    bool operator==(const PageRow&) const = default;
};

/// What the store holds of a source apart from SourceState.
struct SourceRow {
    SourceNo no = 0;
    std::string id;
    std::string name;
    std::string configured_url;
    bool active = false;  ///< it stands in the configuration
    Health health = Health::unknown;
    std::int64_t polls = 0;
    std::optional<TimePoint> last_attempt, rests_until;
    PushStage push = PushStage::none;
    bool operator==(const SourceRow&) const = default;
};

/// An entry that may be forgotten.
struct OldSeen {
    SeenNo no = 0;
    SourceNo source = 0;
    std::uint64_t print = 0;  ///< Seen::print
    bool waits = false;       ///< it has a page job
    bool operator==(const OldSeen&) const = default;
};

/// A message at the old end of the log.
struct OldMessage {
    Seq seq = 0;
    TimePoint time{};
    std::int64_t body_bytes = 0;
    bool about_log = false;  ///< it is on the topic that the caller named: announces an earlier trimming
    bool operator==(const OldMessage&) const = default;
};

/// The counters of the log.
struct LogSize {
    Seq last = 0;            ///< number given out last
    std::int64_t bytes = 0;  ///< as counted_bytes() of each message kept
    bool operator==(const LogSize&) const = default;
};

/// A decision that is written down.
struct NoteRow {
    std::int64_t no = 0;
    SourceNo source = 0;
    std::string identifier;  ///< of the entry as its feed has it, "" for the source itself
    std::string id;          ///< of the article, "" for the source itself
    std::string what;
    TimePoint time{};   ///< when it was taken last
    TimePoint first{};  ///< when it was taken first
    std::int64_t times = 1;
    bool operator==(const NoteRow&) const = default;
};

/// What is kept because it helps, and may be lost without harm.
enum class MemoryKind {
    site,    ///< by host: what its pages taught
    robots,  ///< by origin: what its robots.txt says
};

/// "site", "robots"
const char* name_of(MemoryKind kind);

}  // namespace newsbus::ledger
