#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "ledger/seen.h"
#include "message/outbox_entry.h"
#include "work/job.h"

namespace newsbus::store {

/// The page that an entry waits for.
struct WaitingPage {
    std::string url;
    TimePoint due{};
    int attempt = 0;   ///< failed attempts
    bool out = false;  ///< it is being fetched now
    bool operator==(const WaitingPage&) const = default;
};

/// An entry as one source carries it.
struct Carried {
    std::string source;
    std::string id;
    ledger::State state = ledger::State::waiting;
    int version = 0;    ///< last one settled, 0 = none
    Seq first_seq = 0;  ///< of its first message, 0 = never published
    TimePoint first_seen{};
    TimePoint last_seen{};            ///< exact to a day
    std::vector<std::uint64_t> keys;  ///< fingerprints of its keys (article/identity.h)
    std::optional<WaitingPage> page;
    bool operator==(const Carried&) const = default;
};

/// A decision that was written down.
struct KeptNote {
    std::string source, identifier, what;
    TimePoint time{};   ///< when it was taken last
    TimePoint first{};  ///< when it was taken first
    std::int64_t times = 1;
    bool operator==(const KeptNote&) const = default;
};

/// What would become of an entry if a poll brought it now.
struct Standing {
    int version = 0;         ///< last one settled
    bool unchanged = false;  ///< nothing would be done
    bool waits = false;      ///< for its page
    bool operator==(const Standing&) const = default;
};

/// The reader of what became of entries, for `newsbus why` and `newsbus probe`. Read-only, with or without a running
/// daemon. One thread; errors are Errc::store.
class History {
public:
    virtual ~History() = default;

    /// The ids, at most `most`, of entries that have one of `identity.keys` or `identity.id`, or that a note names by
    /// `identifier`. In the order in which they were first seen.
    virtual Result<std::vector<std::string>> find(const Identity& identity, std::string_view identifier,
                                                  std::size_t most) = 0;

    /// The ids, at most `most`, that begin with `prefix` (lower-case hexadecimal digits).
    virtual Result<std::vector<std::string>> find_prefix(std::string_view prefix, std::size_t most) = 0;

    /// The newest messages about articles whose bodies contain `text`, at most `most`. Reads only the last `bytes` of
    /// the log.
    virtual Result<std::vector<OutboxEntry>> search_log(std::string_view text, std::size_t most, std::size_t bytes) = 0;

    /// The entry in every source that has it, in the order of first sight.
    virtual Result<std::vector<Carried>> carried(std::string_view id) = 0;

    /// The last notes about the entry `id`, at most `most`, oldest first. With an empty `id`: those about `source`
    /// itself.
    virtual Result<std::vector<KeptNote>> notes(std::string_view id, std::string_view source, std::size_t most) = 0;

    /// The messages about the entry after number `after`, ascending; at most `count`, and 4 MiB of bodies.
    virtual Result<std::vector<OutboxEntry>> messages(std::string_view id, Seq after, std::size_t count) = 0;

    /// What is remembered of a source; nothing when there is no such source.
    virtual Result<std::optional<SourceState>> state(std::string_view source) = 0;

    /// What the store knows of an entry that a poll of `source` brings now; nothing = it is new.
    virtual Result<std::optional<Standing>> standing(std::string_view source, const Entry& polled) = 0;
};

/// Opens the store read-only. Fails when there is none.
Result<std::unique_ptr<History>> open_sqlite_history(const std::filesystem::path& dir);

}  // namespace newsbus::store
