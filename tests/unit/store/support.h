#pragma once

#include "article/digest.h"
#include "article/identity.h"
#include "store/history.h"
#include "store/store.h"
#include "tests/support/folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace newsbus::store::test {

using namespace std::chrono_literals;

inline const TimePoint t0 = *parse_rfc3339("2026-11-22T03:00:00Z");

using ledger::ConfiguredSource;
using ledger::Policy;
using ledger::PollPromise;
using ledger::PollWish;
using newsbus::test::Folder;

/// The value, or a failed test that says why and ends it.
template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().what);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// An article as a feed gives it: guid and URL made of `name`.
Article article(const std::string& name, const std::string& body = "First paragraph.");

Identity identity_of(const Article& article);
Entry entry(const Article& article, Announce announce = Announce::published);
Entry dropped(Entry entry);
Entry draft(const Article& article, Announce announce = Announce::published);

/// What a good poll of the job brings at `now`, due again a quarter of an hour later.
Outcome polled(const Job& job, TimePoint now, std::vector<Entry> entries = {}, std::vector<Entry> drafts = {});

/// What a page brought; the job is done.
Outcome paged(const Job& job, TimePoint now, const Article& article);

/// A kind of store. Every one passes the same tests: those that are instantiated with all_backends().
struct Backend {
    std::string name;
    std::function<Result<std::unique_ptr<Store>>(const Options&, TimePoint)> open_store;
    std::function<Result<std::unique_ptr<Outbox>>(const Options&)> open_outbox;
    std::function<Result<std::unique_ptr<History>>(const Options&)> open_history;
};
Backend sqlite();
Backend memory();  ///< its disks are kept by Options::dir until the process ends
inline void PrintTo(const Backend& backend, std::ostream* out) {
    *out << backend.name;
}
inline auto all_backends() {
    return ::testing::Values(sqlite(), memory());
}
inline std::string backend_name(const ::testing::TestParamInfo<Backend>& info) {
    return info.param.name;
}

/// A store with one reader, and the moves of most tests.
class Bench {
public:
    Bench(Backend backend, Options options);

    /// Configures sources by id, all due at t0.
    void sources(const std::vector<std::string>& ids);
    std::vector<Job> claim(TimePoint now = t0, std::size_t limit = 100);

    /// Claims the poll of that source, due already, and nothing else.
    Job claim_poll(const std::string& source, TimePoint now = t0);

    /// Claims the poll of that source at `now` (making it due), commits what it brings.
    Receipt poll(const std::string& source, TimePoint now, std::vector<Entry> entries, std::vector<Entry> drafts = {});

    /// Commits one outcome that must be taken.
    Receipt commit(const Outcome& outcome);
    std::vector<OutboxEntry> log(const Range& range = {});
    Article body(const OutboxEntry& message);
    std::vector<Result<Receipt>> commit_all(const std::vector<Outcome>& outcomes);
    SourceStatus status(const std::string& source);

    /// Ends the store and opens it again, as after the death of the process.
    void reopen(TimePoint now = t0);

    Backend backend;
    Options options;
    std::unique_ptr<Store> store;
    std::unique_ptr<Outbox> outbox;
};

/// Takes out of a database what newer schemas than 13 brought.
inline const std::string back_to_13 =
    "ALTER TABLE source DROP COLUMN fresh_for; ALTER TABLE source DROP COLUMN overtaken; DROP TABLE rest;"
    "ALTER TABLE source DROP COLUMN validators_from; DROP INDEX job_robots; DROP INDEX job_robots_free;"
    "DROP INDEX source_push; ALTER TABLE source DROP COLUMN push_stage; ALTER TABLE source DROP COLUMN push; DROP "
    "TABLE traffic;";

inline HostSlots no_limits() {
    return {1000, {}};
}

/// Base of the tests that every backend passes.
class OnEveryStore : public ::testing::TestWithParam<Backend> {
protected:
    explicit OnEveryStore(Options options = {});
    Folder directory;
    Bench bench;
    Article one = article("one");
};

}  // namespace newsbus::store::test
