#pragma once

#include "ledger/rows.h"
#include "message/message.h"
#include "work/job.h"
#include "work/outcome.h"
#include "work/traffic.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsbus::ledger {

/// The rows of entries and of the keys that find them.
class SeenRows {
public:
    virtual ~SeenRows() = default;

    /// The entry of `source` that has the key; 0 = none.
    virtual SeenNo find(SourceNo source, std::string_view key) = 0;

    /// Reads an entry. `no` = 0 in the answer when there is none.
    virtual Seen load(SeenNo no) = 0;

    /// Adds an entry that has no version yet and returns its number. Only id, announce, first_seen and last_seen of
    /// `seen` count.
    virtual SeenNo add(SourceNo source, const Seen& seen) = 0;

    /// Gives the entry the key. When another entry of the source has the key, `take_over` decides: true takes it from
    /// that entry, false leaves it there.
    virtual void add_key(SourceNo source, std::string_view key, SeenNo no, bool take_over) = 0;

    /// Takes all keys from the entry when it has more than `most`.
    virtual void limit_keys(SeenNo no, std::size_t most) = 0;

    /// Writes latest, print and last_seen.
    virtual void save_latest(const Seen& seen) = 0;

    /// Writes state, version, first_seq, told, whole, earlier, date and date_moves.
    virtual void save_settled(const Seen& seen) = 0;

    /// Names of the other sources that had the entry's id in the log before this entry had, or at all when it never
    /// had. In the order of their messages; at most a hundred.
    virtual std::vector<std::string> told_before(SourceNo source, const Seen& seen) = 0;

    /// Entries that no poll has brought since `before`, the oldest first.
    virtual std::vector<OldSeen> old_seen(TimePoint before, std::size_t most) = 0;

    /// Of one of the sources of which more than `kept` entries are remembered: those beyond, the ones first that no
    /// poll has brought for longest.
    virtual std::vector<OldSeen> surplus_seen(std::int64_t kept, std::size_t most) = 0;
    virtual std::vector<SourceNo> sources_with_entries(std::int64_t entries) = 0;  ///< that many at least
    virtual void touch(SeenNo no, TimePoint now) = 0;                              ///< writes last_seen
    virtual void forget(SeenNo no) = 0;                                            ///< with its keys, and its page job
    virtual void forget_latest(SeenNo no) = 0;   ///< whatever the next poll brings of it counts as changed
    virtual bool has_seen(SourceNo source) = 0;  ///< is any entry of that source known?
};

/// The rows of jobs: of visits to make. A job is leased from claim to commit.
class JobRows {
public:
    virtual ~JobRows() = default;

    virtual std::optional<JobRow> job(JobNo no) = 0;
    virtual std::optional<PollRow> poll(SourceNo source) = 0;
    virtual std::unordered_map<SourceNo, PollRow> polls() = 0;  ///< of all sources that have one
    virtual std::optional<PollRow> lease(SourceNo source) = 0;
    virtual std::vector<PageRow> pages(SourceNo source) = 0;
    virtual std::vector<SourceNo> sources_with_pages(std::int64_t pages) = 0;   ///< or parts, that many at least
    virtual std::vector<SourceNo> sources_with_drafts(std::int64_t bytes) = 0;  ///< of pages that wait, that many
    virtual bool has_parts(SourceNo source) = 0;
    virtual std::optional<PollRow> robots(std::string_view url) = 0;  ///< the robots job of that URL, of any source

    virtual void add_poll(SourceNo source, const Place& place, TimePoint due) = 0;
    virtual void add_page(SourceNo source, SeenNo entry, const Place& place, TimePoint due, const Entry& draft) = 0;
    virtual void add_part(SourceNo source, const Place& place, TimePoint due, bool first) = 0;
    virtual void add_robots(SourceNo source, const Place& place, TimePoint due) = 0;
    virtual void add_lease(SourceNo source, const Place& place, TimePoint due) = 0;

    /// Gives the page job of an entry a new draft; if it is leased it is visited once more. False when there is no such
    /// job.
    virtual bool replace_page(SeenNo entry, const Place& place, const Entry& draft) = 0;

    /// Makes the part of that URL due at `due`, or earlier if it was due earlier; if it is leased it is visited once
    /// more. False when there is no such job.
    virtual bool hasten_part(SourceNo source, std::string_view url, TimePoint due) = 0;

    /// Ends the lease of a job and sets when it is due again.
    virtual void appoint(JobNo no, TimePoint due, int attempt) = 0;
    virtual void set_due(JobNo no, TimePoint due) = 0;
    virtual void set_place(JobNo no, const Place& place) = 0;

    /// Keeps that a host rests, until the later one of two moments when it does already.
    virtual void add_rest(const Rest& rest) = 0;
    virtual std::optional<Rest> rest(std::string_view host) = 0;  ///< it may be over
    virtual void end_rests(TimePoint now) = 0;                    ///< forgets those that are over

    virtual void end(JobNo no) = 0;
    virtual void end_page(SeenNo entry) = 0;  ///< if there is one
    virtual void end_all(SourceNo source, JobKind kind) = 0;
};

/// The rows of sources.
class SourceRows {
public:
    virtual ~SourceRows() = default;

    virtual std::optional<SourceRow> source(std::string_view id) = 0;
    virtual std::vector<SourceRow> active_sources() = 0;  ///< by id
    virtual std::vector<SourceRow> all_sources() = 0;     ///< by id, those too that left the configuration
    virtual SourceState state(SourceNo no) = 0;
    virtual void save_state(SourceNo no, const SourceState& state) = 0;  ///< `articles` and `push` do not count
    virtual Push push(SourceNo no) = 0;                                  ///< SourceState::push
    virtual void save_push(SourceNo no, const Push& push) = 0;

    /// Adds an active source that was never polled, and gives its number.
    virtual SourceNo add_source(std::string_view id, std::string_view url) = 0;
    virtual void rename_source(SourceNo no, std::string_view id) = 0;
    virtual void set_active(SourceNo no, bool active) = 0;
    virtual void set_configured_url(SourceNo no, std::string_view url) = 0;
    virtual void set_source_name(SourceNo no, std::string_view name) = 0;  ///< for people
    virtual void forget_source(SourceNo no) = 0;  ///< with its notes; it has no jobs and nothing seen

    /// Forgets validators and known entries, so that the next answer is read in full, as if nothing of it had been
    /// seen.
    virtual void forget_answer(SourceNo no) = 0;

    /// Adds `messages` to the source's `articles`. `newest` is when one was last published live; nothing leaves that as
    /// it is.
    virtual void count_articles(SourceNo no, int messages, std::optional<TimePoint> newest) = 0;
};

/// The log, and what is written beside it.
class LogRows {
public:
    virtual ~LogRows() = default;

    /// Gives the message the next number, and the last one of its topic as `prev`.
    virtual Seq append(const message::Message& message) = 0;

    virtual LogSize log_size() = 0;
    virtual std::vector<OldMessage> old_messages(std::size_t most, std::string_view about_log) = 0;  ///< oldest first
    virtual Seq oldest_message() = 0;                                    ///< 0 = there is none
    virtual void drop_messages(Seq until, std::int64_t bytes_left) = 0;  ///< everything up to `until`
    virtual Seq trimmed_from() = 0;  ///< first number of a trimming that is not announced yet; 0 = none
    virtual void set_trimmed_from(Seq first) = 0;

    /// The last notes about the entry with that article id, newest first; with "" those about the source itself.
    virtual std::vector<NoteRow> last_notes(SourceNo source, std::string_view id, std::size_t most) = 0;
    virtual void add_note(const NoteRow& note) = 0;
    virtual void erase_note(std::int64_t no) = 0;

    /// Of the oldest `most` notes, drops those that are older than `young` or beyond the last `kept`. Returns how many.
    virtual std::size_t drop_notes(TimePoint young, std::size_t kept, std::size_t most) = 0;

    /// False when there is nothing under that key yet.
    virtual bool update_memory(MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) = 0;
    virtual void add_memory(MemoryKind kind, std::string_view key, std::string_view value, TimePoint now) = 0;
    virtual std::size_t memories(MemoryKind kind) = 0;
    virtual void drop_memories(MemoryKind kind, std::size_t oldest) = 0;
};

/// What hosts were asked, one row for each day and host.
class TrafficRows {
public:
    virtual ~TrafficRows() = default;

    /// Adds the counts to the row of that day and host; false when there is none yet.
    virtual bool update_traffic(const HostTraffic& row) = 0;
    virtual void insert_traffic(const HostTraffic& row) = 0;
    virtual std::size_t traffic_hosts(std::chrono::sys_days day) = 0;  ///< how many have a row on that day

    /// Drops rows of days before `first`, at most `most`, and gives their number.
    virtual std::size_t drop_traffic(std::chrono::sys_days first, std::size_t most) = 0;
};

/// What a store offers to the rules: rows, inside a transaction. A store knows nothing of what the rows mean. Every
/// function throws Failure when the store fails.
class Transaction : public SeenRows, public JobRows, public SourceRows, public LogRows, public TrafficRows {};

}  // namespace newsbus::ledger
