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
    keep_quiet,     ///< it is settled as the first version, and not announced
    unchanged,      ///< nothing
    duplicate,      ///< nothing: it is told already
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

/// Settles whether the date that came is worth anything, and leaves it out of the comparison when it is not: nothing is
/// published after it was seen, so such a date is a stamp of the last change or of the answer itself, and so is a date
/// that has moved twice while nothing else did. Then the date told before stays, or none.
void settle_date(const Seen& seen, Arrival& arrival);

/// Decides what becomes of an entry. `seen` is what is remembered of it, nullptr at first sight. Pure.
///
/// An arrival is compared with two digests: that of what the last poll brought, and that of what its version said (for
/// a full-text source that is the page's). What a poll brings is unchanged when it equals either, whatever else the
/// configuration has become; what it took back in between must not be published late. It is unchanged, too, when a
/// version before had the same content: two caches that take turns are no news. What changed:
///
///     brought by           nothing settled yet             a version is settled
///     poll, complete       publish, by its announce        update
///     poll, wants a page   wait for the page               wait for the page
///     page                 publish, by its announce        update when it differs from what was told
///     page, not full text  publish, by its announce        as a page, unless the version has the full text: it stays
///     dropped by a plugin  dropped                         dropped: the version stays
///
/// At first sight an entry may be meant to stay quiet (backfill), or be told by another source already (publish_once).
Verdict decide(const Seen* seen, const Arrival& arrival, const Policy& policy);

/// Does `decide` need to know Arrival::elsewhere? Finding out costs a look into the log.
bool asks_elsewhere(const Seen* seen, const Policy& policy);

/// The state that an entry is in after a verdict. What was settled stays so, whatever is dropped or kept back later.
State state_after(const Seen& before, const Verdict& verdict);

/// Makes what arrived the next version of `seen`, and remembers the content of the version before.
void settle(Seen& seen, const Arrival& arrival);

/// What the message of a version is. `announce` as of first sight.
message::ArticleKind kind_of(Decision decision, Announce announce);

/// Is it worth writing down that a poll brought this again? What changed is, else once a day.
bool is_worth_remembering(const Seen& seen, std::uint64_t print, const Digest& digest, TimePoint now);

}  // namespace newsbus::ledger
