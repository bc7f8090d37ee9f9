#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "article/article.h"
#include "article/digest.h"
#include "article/identity.h"
#include "base/time.h"

namespace newsbus {

/// How many jobs may be claimed now for each host (url/host.h).
struct HostSlots {
    int per_host = 1;                              ///< for every host that `left` does not name
    std::map<std::string, int, std::less<>> left;  ///< hosts in use or resting; 0 = none may be claimed
};

/// Conditional-request state, byte for byte as the server sent it (RFC 9110 section 8.8).
struct Validators {
    std::string etag;
    std::string last_modified;
    std::string from = {};  ///< the address at the end of redirects whose answer they came with; "" = the one asked
    bool operator==(const Validators&) const = default;
};

/// How a source is doing. All but `unknown` are also kinds of `source/<kind>/<source>/` messages.
enum class Health { unknown = 0, ok = 1, failing = 2, blocked = 3, gone = 4 };  // the numbers are stored
inline constexpr std::size_t health_count = 5;

/// "unknown", "ok", ...: as status, metrics and messages say it.
const char* name_of(Health health);

/// When a feed asks not to be read: RSS ttl, skipHours and skipDays, sy:updatePeriod. All zero = it does not say.
struct PollHints {
    Duration least{0};             ///< shortest time between two reads
    std::uint32_t skip_hours = 0;  ///< bit h = hour h of the day, GMT
    std::uint32_t skip_days = 0;   ///< bit d = weekday d, GMT; 0 = Sunday
    bool operator==(const PollHints&) const = default;
};

/// How the subscription of a source at a hub stands (W3C WebSub). The numbers are stored.
enum class PushStage {
    none = 0,    ///< there is none
    wanted = 1,  ///< asked for, or to be asked for; not confirmed by the hub
    active = 2,  ///< confirmed, until Push::lease_until
    denied = 3,  ///< refused by the hub; it is asked again after a long pause
    ending = 4,  ///< not wanted any more; the hub is told
};
inline constexpr std::size_t push_stage_count = 5;

/// "none", "wanted", ...: as status and metrics say it.
const char* name_of(PushStage stage);

/// What a document announces for WebSub: where its changes can be had, and under which name. Both empty = it announces
/// no hub.
struct HubOffer {
    std::string hub, topic;
    bool operator==(const HubOffer&) const = default;
};

/// The subscription of a source. Polls, answers of the hub and its requests to the callback all change it, each in a
/// transaction of its own, so only the ledger writes it (ledger/pushes.h); in an Outcome it does not count.
struct Push {
    PushStage stage = PushStage::none;
    std::string hub, topic;
    std::string callback;  ///< base URL of the callback that the hub was told last; "" = it was not asked yet
    std::string token;     ///< 128 random bits in hex: the end of the callback's URL, for this subscription alone
    std::string secret;    ///< what the hub signs with
    std::optional<TimePoint> since;        ///< when `stage` began
    std::optional<TimePoint> lease_until;  ///< active: when it ends unless it is renewed
    std::optional<TimePoint> last_push;    ///< when signed content came last, in this subscription
    int failures = 0;                      ///< times in a row that the hub was asked in vain
    std::string reason;                    ///< why the last request failed or was denied, one line
    std::uint64_t other = 0;               ///< print of what the last answers announced instead of `hub` and `topic`
    int others = 0;                        ///< how many in a row
    bool operator==(const Push&) const = default;
};

/// Does signed content come by itself at `now`, so that polls are a backup only?
inline bool is_pushed(const Push& push, TimePoint now) {
    return push.stage == PushStage::active && push.last_push && push.lease_until && *push.lease_until > now;
}

/// Everything the daemon remembers about one source between two polls: one row of the table `source`.
struct SourceState {
    std::string url;  ///< where it is fetched now: the configured URL or a learnt one
    Validators validators;
    Health health = Health::unknown;
    std::string reason;                     ///< one line; not ok: why; ok: what the reader had to repair
    std::optional<TimePoint> since;         ///< when `health` began
    std::optional<TimePoint> last_success;  ///< last 200 or 304
    std::optional<TimePoint> last_attempt;
    /// Not to be polled before: the last answer said so (Retry-After).
    std::optional<TimePoint> rests_until;
    /// For how long the last answer said to be fresh (Cache-Control, Expires); nothing when it did not.
    std::optional<Duration> fresh_for;
    bool overtaken = false;     ///< the last answer had none of the entries of the one before it
    int last_status = 0;        ///< HTTP status of the last attempt; 0 = none
    int failures = 0;           ///< in a row
    int gone_count = 0;         ///< answers 410 in a row
    std::int64_t polls = 0;     ///< answered polls (200 and 304), ever; 0 = the next one is the first
    std::int64_t articles = 0;  ///< messages published, ever; counted by the store, ignored in an Outcome
    std::string moved_to;       ///< target of permanent redirects not yet learnt, or learnt and in doubt
    int moved_count = 0;        ///< good polls in a row that ended at moved_to; 0 = it was learnt, and has nothing now
    Duration rhythm{0};         ///< smoothed time between new articles; 0 = unknown
    int moving_dates = 0;       ///< entries of the last answer with a body whose dates move and say nothing
    PollHints hints;            ///< of the last answer that had a body; a 304 changes nothing
    /// known_print of each entry of the last answer, ascending. An entry found here is unchanged and needs no further
    /// work, so the store never forgets an entry that stands here.
    std::vector<std::uint64_t> known;
    Push push;  ///< kept by the ledger, ignored in an Outcome
    bool operator==(const SourceState&) const = default;
};

/// The kinds of visits: `poll` of a source, `page` of an article, `part`, a further document that the answer to a poll
/// named (a sitemap of an index), which is read as a poll is; `robots`, the robots.txt of an origin that another job
/// goes to; `lease`, a request to the hub of a source, to begin, renew or end its subscription. The numbers are stored.
enum class JobKind { poll = 0, page = 1, part = 2, robots = 3, lease = 4 };

/// A fingerprint of an entry as a poll brought it: of its identity and its content.
std::uint64_t known_print(const Identity& identity, const Digest& digest);

/// How the first version of an entry is announced. `silent` entries are remembered but not published (backfill = "none"
/// or a number). The numbers are stored.
enum class Announce { published = 0, backfill = 1, silent = 2 };

/// What a visit wants to become of an entry.
enum class Intent {
    publish,      ///< it is complete
    drop,         ///< a plugin dropped it: it is remembered, not published
    fetch_page,   ///< its page completes it, in a visit of its own
    visit_alone,  ///< it is complete, and gets a visit of its own: the daemon died when it was visited with others
};

/// Does the entry get a job of its own before anything is published of it?
constexpr bool becomes_job(Intent intent) {
    return intent == Intent::fetch_page || intent == Intent::visit_alone;
}

/// One article on its way into the log. The ledger gives it version, changes, seenIn and dateFirstSeen.
struct Entry {
    Article article;  ///< after the plugin chain; as read when it becomes a job
    Identity identity;
    Digest digest;  ///< of the article as read
    Announce announce = Announce::published;
    Intent intent = Intent::publish;
    bool operator==(const Entry&) const = default;
};

/// One visit to make, claimed from the store, with everything that the visit needs.
struct Job {
    std::int64_t id = 0;
    JobKind kind = JobKind::poll;
    std::string source;  ///< config id
    std::string url;     ///< poll: SourceState::url; page: the page; lease: the hub
    std::string host;    ///< politeness_host(url); "" when nothing is fetched
    TimePoint due{};
    int attempt = 0;             ///< failed visits before this one (pages)
    int crashes = 0;             ///< starts that found this job leased: visits during which the process died
    SourceState state;           ///< of the source, also for a page or part
    bool first = false;          ///< parts: named by the first poll of the source, so its entries are old news
    std::optional<Entry> draft;  ///< pages: the entry as a poll brought it, whose intent made the job
    std::string site_memory;     ///< pages: what the pages of `host` taught so far, opaque to the store; "" = nothing
    std::string robots;          ///< what is known of the robots.txt of the origin of `url`, as opaque; "" = nothing
    bool operator==(const Job&) const = default;
};

}  // namespace newsbus
