#include "support.h"

#include "base/progress.h"
#include "store/sqlite/database.h"
#include "store/sqlite/schema.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <set>

namespace newsbus::store::test {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// What only the SQLite store does: files, locks, schema, disks that fail.
class Sqlite : public ::testing::Test {
protected:
    Sqlite() { options.dir = directory.path() / "state"; }

    std::string refusal() {
        auto store = open_sqlite_store(options, t0);
        if (store) return "opened";
        EXPECT_EQ(store.error().code, Errc::store);
        return store.error().what;
    }

    void script(const char* sql) { Database(database_file(options.dir), Database::Mode::read_write).script(sql); }

    std::string integrity() {
        Database database(database_file(options.dir), Database::Mode::read_only);
        Query row = database.query("PRAGMA integrity_check");
        row.next();
        return row.text(0);
    }

    Folder directory;
    Options options;
};

TEST_F(Sqlite, MakesADirectoryThatOnlyItsGroupMayRead) {
    must(open_sqlite_store(options, t0));
    struct stat status {};
    ASSERT_EQ(stat(options.dir.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0750u);
}

TEST_F(Sqlite, ADatabaseThatWasEmptiedIsNoNewStart) {
    EXPECT_TRUE(check_place(options.dir));
    must(open_sqlite_store(options, t0));
    EXPECT_TRUE(check_place(options.dir));
    std::filesystem::resize_file(database_file(options.dir), 0);
    auto emptied = check_place(options.dir);
    ASSERT_TRUE(emptied.has_error());
    EXPECT_EQ(emptied.error().what,
              database_file(options.dir).string() +
                  " is empty, and it was not: put a backup in its place, or remove it to start anew with nothing");
    EXPECT_EQ(open_sqlite_history(options.dir).error().what,
              database_file(options.dir).string() + ": is empty: nothing was ever stored, or it is lost");
    std::filesystem::remove(database_file(options.dir));
    EXPECT_TRUE(check_place(options.dir));
}

TEST_F(Sqlite, AStartThatWasKilledBeforeItsFirstCommitIsMadeAgain) {
    std::filesystem::create_directory(options.dir);
    std::ofstream(database_file(options.dir)).close();
    EXPECT_TRUE(check_place(options.dir));
    EXPECT_EQ(refusal(), "opened");
}

TEST_F(Sqlite, RefusesASecondDaemonAndNamesTheFirst) {
    auto first = must(open_sqlite_store(options, t0));
    EXPECT_THAT(refusal(),
                AllOf(HasSubstr(options.dir.string()), EndsWith("in use by process " + std::to_string(getpid()))));
    first.reset();
    EXPECT_EQ(refusal(), "opened");
}

TEST_F(Sqlite, RefusesANewerSchema) {
    must(open_sqlite_store(options, t0));
    script("PRAGMA user_version=99");
    EXPECT_THAT(refusal(), HasSubstr("was written by a newer newsbus (schema 99, this one knows 17)"));
    EXPECT_THAT(open_sqlite_outbox(options.dir).error().what, HasSubstr("newer newsbus"));
}

TEST_F(Sqlite, CountsTheEntriesOfAnOlderSchema) {
    Bench bench(sqlite(), options);
    bench.sources({"a"});
    bench.poll("a", t0, {entry(article("one")), entry(article("two"))});
    bench.store.reset();
    script(back_to_13.c_str());
    script(
        "DROP TRIGGER seen_added; DROP TRIGGER seen_forgotten; DROP TABLE remembered;"
        "DROP INDEX job_poll;"
        "DROP TRIGGER waiting_added; DROP TRIGGER waiting_changed; DROP TRIGGER waiting_done; DROP TABLE waiting;"
        "PRAGMA user_version = 10");
    bench.options.retention.entries = 1;
    bench.reopen();
    must(bench.store->trim(t0 + 1h));
    EXPECT_EQ(bench.poll("a", t0 + 2h, {entry(article("one")), entry(article("two"))}).published, 1);
}

TEST_F(Sqlite, CountsThePagesThatWaitInAnOlderSchema) {
    Bench bench(sqlite(), options);
    bench.sources({"a"});
    bench.poll("a", t0, {}, {draft(article("p")), draft(article("q"))});
    bench.store.reset();
    script(back_to_13.c_str());
    script(
        "DROP TRIGGER waiting_added; DROP TRIGGER waiting_changed; DROP TRIGGER waiting_done; DROP TABLE waiting;"
        "PRAGMA user_version = 12");
    bench.options.retention.pages = 2;
    bench.reopen();
    must(bench.store->make_all_due(t0 + 1min));
    must(bench.store->trim(t0 + 1min));
    EXPECT_EQ(bench.status("a").next_due, t0 + 3min);
}

TEST_F(Sqlite, RefusesASchemaThatNobodyWrote) {
    must(open_sqlite_store(options, t0));
    for (const char* version : {"-1", "-5", "-2000000000"}) {
        script(("PRAGMA user_version=" + std::string(version)).c_str());
        EXPECT_THAT(refusal(), HasSubstr("is not a newsbus store")) << version;
        EXPECT_THAT(open_sqlite_outbox(options.dir).error().what, HasSubstr("is not a newsbus store")) << version;
    }
}

TEST_F(Sqlite, RefusesAFileThatIsNotItsOwn) {
    std::filesystem::create_directories(options.dir);
    script("CREATE TABLE bookmarks(url TEXT)");
    EXPECT_THAT(refusal(), HasSubstr("is not a newsbus store"));
    std::ofstream(database_file(options.dir)) << std::string(8192, 'x');
    EXPECT_THAT(refusal(), HasSubstr("file is not a database"));
}

TEST_F(Sqlite, NamesADirectoryThatCannotBeMade) {
    std::ofstream(directory.path() / "state") << "a file";
    EXPECT_THAT(refusal(), HasSubstr((directory.path() / "state").string()));
}

TEST_F(Sqlite, ReadsOnlyWhereThereIsAStore) {
    auto outbox = open_sqlite_outbox(options.dir);
    ASSERT_FALSE(outbox);
    EXPECT_THAT(outbox.error().what, HasSubstr(options.dir.string()));
    EXPECT_FALSE(std::filesystem::exists(options.dir));
}

TEST_F(Sqlite, ReadsWithoutADaemonAndMakesNothing) {
    {
        Bench bench(sqlite(), options);
        bench.sources({"a"});
        bench.poll("a", t0, {entry(article("one"))});
    }
    auto files = [&] {
        std::set<std::string> names;
        for (const auto& file : std::filesystem::directory_iterator(options.dir)) names.insert(file.path().filename());
        return names;
    };
    auto before = files();
    EXPECT_THAT(must(must(open_sqlite_outbox(options.dir))->read({})), SizeIs(1));
    EXPECT_EQ(files(), before);
    EXPECT_THAT(before, ::testing::IsSupersetOf({"newsbus.db-shm", "newsbus.db-wal"}));  // a reader may not make them
}

TEST_F(Sqlite, KeepsItsLogOfWritesShort) {
    Bench bench(sqlite(), options);
    bench.outbox.reset();
    bench.sources({"a"});
    for (int i = 0; i < 60; ++i)
        bench.poll("a", t0 + i * 1h, {entry(article("n" + std::to_string(i), std::string(500'000, 'x')))});
    auto size = std::filesystem::file_size(options.dir / "newsbus.db-wal");
    EXPECT_LT(size, 20u << 20);
}

TEST_F(Sqlite, GivesAnUnreadableDraftBackToItsFeed) {
    Bench bench(sqlite(), options);
    bench.sources({"a"});
    Article one = article("one");
    bench.poll("a", t0, {}, {draft(one)});
    bench.store.reset();
    script("UPDATE job SET draft = x'7b' WHERE kind = 1");
    bench.reopen();
    for (const Job& job : bench.claim(t0 + 1min)) EXPECT_EQ(job.kind, JobKind::poll);
    EXPECT_EQ(bench.status("a").pages_waiting, 0u);
    EXPECT_EQ(bench.poll("a", t0 + 1h, {}, {draft(one)}).pages, 1);
}

TEST_F(Sqlite, RepublishesNothingWhenTheDigestsAreOfAnOlderFormat) {
    Bench bench(sqlite(), options);
    bench.sources({"a"});
    Article one = article("one");
    bench.poll("a", t0, {entry(one)});
    bench.store.reset();
    script("UPDATE seen SET latest = x'7f01', told = x'7f01'");
    bench.reopen();
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(one)}), (Receipt{.unchanged = 1}));
    one.headline = "Another headline";
    EXPECT_EQ(bench.poll("a", t0 + 2h, {entry(one)}).updated, 1);
}

// A disk that fails: SQLite lets its system calls be replaced.

int disk_error = 0;

ssize_t failing_pwrite(int file, const void* data, size_t size, off_t offset) {
    if (disk_error == 0) return pwrite(file, data, size, offset);
    errno = disk_error;
    return -1;
}

class FailingDisk : public Sqlite {
protected:
    FailingDisk() { replace(reinterpret_cast<sqlite3_syscall_ptr>(failing_pwrite)); }
    ~FailingDisk() override {
        disk_error = 0;
        replace(nullptr);
    }
    static void replace(sqlite3_syscall_ptr call) {
        sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
        for (const char* name : {"pwrite", "pwrite64"}) vfs->xSetSystemCall(vfs, name, call);
    }
};

TEST_F(FailingDisk, LosesNothingWhileTheDiskIsFullAndGoesOnAfterwards) {
    Bench bench(sqlite(), options);
    bench.sources({"a"});
    for (int error : {ENOSPC, EIO}) {
        TimePoint now = t0 + error * 1h;
        must(bench.store->make_all_due(now));
        Job job = bench.claim_poll("a", now);
        std::vector<Outcome> outcomes = {polled(job, now, {entry(article("n" + std::to_string(error)))})};
        Bounds before = must(bench.outbox->bounds());

        disk_error = error;
        auto refused = bench.store->commit(outcomes);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, Errc::store);
        EXPECT_THAT(refused.error().what, HasSubstr("newsbus.db"));
        EXPECT_EQ(must(bench.outbox->bounds()), before);

        disk_error = 0;
        EXPECT_EQ(must(must(bench.store->commit(outcomes)).front()).first, before.last + 1);
    }
    bench.store.reset();
    EXPECT_EQ(integrity(), "ok");
}

TEST_F(FailingDisk, ReportsClaimsThatCannotBeWritten) {
    Bench bench(sqlite(), options);
    bench.sources({"a"});
    disk_error = ENOSPC;
    auto refused = bench.store->claim(t0, 10, no_limits());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::store);
    disk_error = 0;
    EXPECT_THAT(bench.claim(), SizeIs(1));
}

TEST(Database, AStatementThatIsLongShowsThatItAdvances) {
    Folder folder;
    Database database(folder.path() / "test.db", Database::Mode::read_write);
    std::atomic<std::uint64_t> progress{0};
    detail::progress = &progress;
    EXPECT_EQ(database.number("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                              "SELECT count(*) FROM n"),
              100'000);
    detail::progress = nullptr;
    EXPECT_GE(progress, 10u) << "within the one step of the statement";
}

}  // namespace
}  // namespace newsbus::store::test
