#pragma once

#include "base/time.h"
#include "ledger/policy.h"
#include "ledger/seen.h"
#include "message/event.h"
#include "work/job.h"

#include <optional>

namespace newsbus::ledger {

/// What a visit brought for an entry.
struct Arrival {
    /// How it came. A page was asked for on behalf of an entry that a poll had brought.
    enum class By { poll, page };

    By by = By::poll;
    Intent intent = Intent::publish;
    Announce announce = Announce::published;  ///< counts at first sight only
    Digest digest;                            ///< of the article as read
    std::optional<PublicationDate> date;      ///< as read
    bool keeps_date = false;                  ///< that date says nothing: the one told before stays
    bool full_text = false;                   ///< pages: the article has the full text of its page
    bool repeated = false;                    ///< the same answer has brought it before
    bool elsewhere = false;                   ///< another source has it in the log
};

/// What is done about an arrival.
enum class Decision {
    publish,        ///< as the first version
    update,         ///< as a new version
    keep_quiet,     ///< as the first version, without a message (backfill)
    unchanged,      ///< nothing
    duplicate,      ///< nothing: it is in the log already, or twice in one answer
    dropped,        ///< nothing: a plugin dropped it
    wait_for_page,  ///< it becomes a job
};

/// Why, where there is more to it.
enum class Reason {
    none,
    taken_back,       ///< a change that is not published yet is taken back: what waits for it is in vain
    repeated,         ///< it stands more than once in one answer: the first one counts
    told_elsewhere,   ///< publish_once
    page_as_before,   ///< its page says what was published before
    full_text_stays,  ///< its page has no full text any more: the one published before stays
};

struct Verdict {
    Decision decision;
    Reason reason = Reason::none;
    bool operator==(const Verdict&) const = default;
};

/// What an entry of an answer is to `decide`; the answer and the store have more to say of it.
Arrival arrival_of(const Entry& entry, Arrival::By by);

/// Leaves the date of publication out of the comparison when it is none: then the date told before stays, or none.
/// Nothing is published after it was seen, so a later date is a stamp of the last change or of the answer itself. So is
/// a date that has moved twice while nothing else changed.
void settle_date(const Seen& seen, Arrival& arrival);

/// Decides what becomes of an entry. `seen` is what is remembered of it, nullptr at first sight; otherwise settle_date
/// has looked at the arrival. Pure.
///
/// An entry is settled once it has a version: one in the log, or a quiet one. An arrival is compared with two digests:
/// of the entry as the last poll brought it (Seen::latest), and of the article of its version (Seen::told; for a
/// full-text source that is the page). What a poll brings is unchanged when it equals either, whatever else the
/// configuration has become; and a change that is taken back before it is published is not published late. It is
/// unchanged, too, when an earlier version had the same content: two caches that take turns are no news. What is not
/// unchanged:
///
///     brought by           not settled yet                 settled
///     poll, complete       publish, by its announce        update
///     poll, wants a page   wait for the page               wait for the page
///     page                 publish, by its announce        update when it differs from `told`
///     page, not full text  publish, by its announce        as a page, unless the version has the full text: it stays
///     dropped by a plugin  dropped                         dropped: the version stays
///
/// As long as it is not settled an entry may also be kept quiet (backfill), or kept back because another source has
/// published it (publish_once).
Verdict decide(const Seen* seen, const Arrival& arrival, const Policy& policy);

/// For who only asks: is a known entry, as a poll brings it, unchanged?
bool is_nothing_new(const Seen& seen, const Entry& polled);

/// Does `decide` need Arrival::elsewhere? Finding it out costs a look into the log.
bool asks_elsewhere(const Seen* seen, const Policy& policy);

/// The state of an entry after a verdict. A settled entry keeps its state, whatever is dropped or kept back later.
State state_after(const Seen& before, const Verdict& verdict);

/// Makes what arrived the next version of `seen`, and remembers the content of the version before.
void settle(Seen& seen, const Arrival& arrival);

/// The kind of message that announces a version. `announce` is that of first sight.
message::ArticleKind kind_of(Decision decision, Announce announce);

/// Must the row be updated when a poll brings the entry again? Yes when the entry changed, else once a day.
bool is_worth_remembering(const Seen& seen, std::uint64_t print, const Digest& digest, TimePoint now);

}  // namespace newsbus::ledger
