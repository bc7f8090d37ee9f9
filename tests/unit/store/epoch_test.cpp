#include "store/sqlite/epoch.h"

#include "support.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fcntl.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace newsbus::store::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::SizeIs;

std::string content(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A state directory whose daemon comes and goes.
class Epochs : public testing::Test {
protected:
    void start() {
        store_ = must(open_sqlite_store(options_, t0));
        std::vector<ConfiguredSource> rows{{"a", "https://a.example/feed", ""}};
        must(store_->set_sources(rows, {t0}));
    }
    void stop() { store_.reset(); }
    void restart() {
        stop();
        start();
    }

    /// Commits one message.
    void append() {
        must(store_->make_all_due(t0));
        Job job = must(store_->claim(t0, 1, {1, {}})).at(0);
        Outcome outcome = polled(job, t0, {entry(article("n" + std::to_string(++count_)))});
        must(must(store_->commit({&outcome, 1})).front());
    }
    void append(int count) {
        while (count-- > 0) append();
    }

    std::vector<Epoch> epochs() { return must(must(open_sqlite_outbox(options_.dir))->epochs()); }
    std::string epoch() { return epochs().back().name; }

    /// As `sqlite3 newsbus.db ".backup FILE"` does it, with the daemon running or not.
    void back_up() {
        fs::remove(folder_.path() / "copy.db");
        Database database(database_file(), Database::Mode::read_write);
        database.run("VACUUM INTO ?", (folder_.path() / "copy.db").string());
    }
    void restore() {
        for (const char* end : {"", "-wal", "-shm"}) fs::remove(database_file().string() + end);
        fs::copy_file(folder_.path() / "copy.db", database_file());
    }
    fs::path database_file() const { return options_.dir / "newsbus.db"; }

    newsbus::test::Folder folder_;
    Options options_{.dir = folder_.path() / "state"};
    std::unique_ptr<Store> store_;
    int count_ = 0;
};

TEST_F(Epochs, StayThroughStartsAndKills) {
    start();
    std::string first = epoch();
    EXPECT_THAT(first, SizeIs(16));
    for (int i = 0; i < 3; ++i) {
        append(2);
        restart();
        EXPECT_EQ(store_->new_epoch(), "");
    }
    EXPECT_EQ(epochs(), (std::vector<Epoch>{{first, 1}}));
}

TEST_F(Epochs, ChangeWhenAnOlderCopyOfTheDatabaseWasPutBack) {
    start();
    std::string first = epoch();
    append(3);
    back_up();
    append(2);
    stop();
    restore();
    start();
    EXPECT_THAT(store_->new_epoch(), HasSubstr("it ends at 3, 5 was given out"));
    append(1);
    ASSERT_THAT(epochs(), SizeIs(2));
    EXPECT_EQ(epochs()[1].first, 4u);
    EXPECT_EQ(must(must(open_sqlite_outbox(options_.dir))->read({})).at(2).epoch, first);
    EXPECT_EQ(must(must(open_sqlite_outbox(options_.dir))->read({})).at(3).epoch, epoch());
    restart();
    EXPECT_THAT(epochs(), SizeIs(2));
    EXPECT_EQ(store_->new_epoch(), "");
}

TEST_F(Epochs, StayWhenTheCopyHasEverythingThatWasGivenOut) {
    start();
    append(3);
    back_up();
    stop();
    restore();
    start();
    EXPECT_THAT(epochs(), SizeIs(1));
}

TEST_F(Epochs, ChangeWhenTheWholeFolderIsACopy) {
    start();
    append(3);
    stop();
    fs::copy(options_.dir, folder_.path() / "elsewhere", fs::copy_options::recursive);
    start();
    append(2);
    std::string ours = epoch();
    stop();
    options_.dir = folder_.path() / "elsewhere";
    start();
    EXPECT_EQ(store_->new_epoch(), "the folder was copied from another place");
    EXPECT_NE(epoch(), ours);
    EXPECT_EQ(epochs().back().first, 4u);
}

// The clock of a file system goes on every few milliseconds: original and copy may have been made "at once".
TEST_F(Epochs, ChangeWhenTheCopyIsAsOldAsTheFolder) {
    start();
    append(3);
    stop();
    fs::copy(options_.dir, folder_.path() / "elsewhere", fs::copy_options::recursive);
    options_.dir = folder_.path() / "elsewhere";
    struct statx copy {};
    ASSERT_EQ(statx(AT_FDCWD, (options_.dir / "epoch").c_str(), 0, STATX_BTIME, &copy), 0);
    if (!(copy.stx_mask & STATX_BTIME)) GTEST_SKIP() << "this file system does not know when a file was made";
    std::string text = content(options_.dir / "epoch");
    auto birth = text.find("birth "), end = text.find('\n', birth);
    text.replace(birth, end - birth, fmt::format("birth made {}.{:09}", copy.stx_btime.tv_sec, copy.stx_btime.tv_nsec));
    std::ofstream(options_.dir / "epoch", std::ios::in) << text;
    start();
    EXPECT_EQ(store_->new_epoch(), "the folder was copied from another place");
}

TEST_F(Epochs, ChangeWhenACopyOfTheFolderIsWrittenOverIt) {
    start();
    append(3);
    fs::copy(options_.dir, folder_.path() / "copy", fs::copy_options::recursive);
    append(2);
    std::string before = epoch();
    stop();
    // In place, as `cp -a copy/. state/` does it: the files stay those that they were.
    for (const auto& file : fs::directory_iterator(folder_.path() / "copy"))
        fs::copy_file(file.path(), options_.dir / file.path().filename(), fs::copy_options::overwrite_existing);
    start();
    EXPECT_EQ(store_->new_epoch(), "the folder was copied from another place");
    EXPECT_NE(epoch(), before);
}

TEST_F(Epochs, MakeTheFileAnewOnceAMinuteSoThatACopyOfItIsTold) {
    start();
    append(3);
    std::string copied = content(options_.dir / "epoch");
    must(store_->trim(t0 + 2min));
    std::string made = content(options_.dir / "epoch");
    EXPECT_NE(made, copied);
    append(1);
    must(store_->trim(t0 + 2min + 59s));
    auto birth = [](const std::string& text) { return text.substr(text.find("birth")); };
    EXPECT_EQ(birth(content(options_.dir / "epoch")), birth(made));
    must(store_->trim(t0 + 3min));
    EXPECT_NE(birth(content(options_.dir / "epoch")), birth(made));
}

TEST_F(Epochs, LeaveAnIdleDiskAsleep) {
    start();
    append(3);
    must(store_->trim(t0 + 2min));
    std::string made = content(options_.dir / "epoch");
    must(store_->trim(t0 + 4min));
    stop();
    EXPECT_EQ(content(options_.dir / "epoch"), made);
}

TEST_F(Epochs, StayWhenTheFolderIsRenamed) {
    start();
    append(3);
    stop();
    fs::rename(options_.dir, folder_.path() / "elsewhere");
    options_.dir = folder_.path() / "elsewhere";
    start();
    EXPECT_EQ(store_->new_epoch(), "");
}

TEST_F(Epochs, ChangeWhenTheFileIsGoneOrIsNone) {
    const char* const texts[] = {"", "\n", "last 1\nepoch x\nnext \nbirth y\n", nullptr};
    for (const char* text : texts) {
        start();
        stop();
        if (text)
            std::ofstream(options_.dir / "epoch", std::ios::trunc) << text;
        else
            fs::remove(options_.dir / "epoch");
        start();
        EXPECT_THAT(store_->new_epoch(), HasSubstr("the file `epoch` is missing or damaged"))
            << (text ? text : "no file");
        stop();
    }
}

TEST_F(Epochs, TellThatTheDatabaseIsGone) {
    start();
    append(3);
    stop();
    for (const char* name : {"newsbus.db", "newsbus.db-wal", "newsbus.db-shm"}) fs::remove(options_.dir / name);
    start();
    EXPECT_EQ(store_->new_epoch(), "the database that ran here is gone: numbers up to 3 were given out");
    stop();
    start();
    EXPECT_EQ(store_->new_epoch(), "") << "it is told once";
}

TEST_F(Epochs, AreOneForADatabaseFromBeforeThem) {
    start();
    append(3);
    stop();
    {
        Database database(database_file(), Database::Mode::read_write);
        database.script(test::back_to_13.c_str());
        database.script(
            "DROP VIEW message; DROP TABLE epoch; DROP INDEX outbox_subject; DROP INDEX note_id; ALTER TABLE note DROP "
            "COLUMN id;"
            "ALTER TABLE note DROP COLUMN first; ALTER TABLE note DROP COLUMN times;"
            "ALTER TABLE source DROP COLUMN name; ALTER TABLE source DROP COLUMN hint_least;"
            "ALTER TABLE source DROP COLUMN hint_skip; "
            "ALTER TABLE source DROP COLUMN newest_article; ALTER TABLE source DROP COLUMN rests_until;"
            "ALTER TABLE seen DROP COLUMN state; ALTER TABLE job DROP COLUMN first;"
            "ALTER TABLE seen DROP COLUMN earlier; ALTER TABLE seen DROP COLUMN date;"
            "ALTER TABLE seen DROP COLUMN date_precision; ALTER TABLE seen DROP COLUMN date_moves;"
            "ALTER TABLE source DROP COLUMN moving_dates;"
            "DROP TRIGGER seen_added; DROP TRIGGER seen_forgotten; DROP TABLE remembered; DROP INDEX job_poll;"
            "DROP TRIGGER waiting_added; DROP TRIGGER waiting_changed; DROP TRIGGER waiting_done; DROP TABLE waiting;"
            "PRAGMA user_version = 2");
    }
    fs::remove(options_.dir / "epoch");
    start();
    EXPECT_EQ(store_->new_epoch(), "");
    append(1);
    EXPECT_EQ(epochs(), (std::vector<Epoch>{{epoch(), 4}}));
    // What was sent without an epoch is replayed without one.
    EXPECT_EQ(must(must(open_sqlite_outbox(options_.dir))->read({})).at(2).epoch, "");
    EXPECT_EQ(must(must(open_sqlite_outbox(options_.dir))->read({})).at(3).epoch, epoch());
    restart();
    EXPECT_THAT(epochs(), SizeIs(1));
}

TEST_F(Epochs, TellTheFileOfEveryCommitBeforeTheProcessCanDie) {
    start();
    append(7);
    EXPECT_THAT(content(options_.dir / "epoch"), testing::StartsWith("last 00000000000000000007\nepoch " + epoch()));
}

TEST_F(Epochs, SurviveBeingKilledWhileANewOneIsWritten) {
    start();
    append(3);
    back_up();
    append(2);
    stop();
    std::string old = epoch();
    restore();
    {  // the file names the next one, the database has not taken it
        EpochFile file(options_.dir);
        EpochRecord record = *file.read();
        record.next = "0123456789abcdef";
        file.write(record);
    }
    start();
    EXPECT_NE(store_->new_epoch(), "");
    ASSERT_THAT(epochs(), SizeIs(2));
    std::string settled = epoch();
    stop();
    {  // the database has taken it, the file was not told
        EpochFile file(options_.dir);
        file.write({old, settled, 5});
    }
    start();
    EXPECT_EQ(store_->new_epoch(), "");
    EXPECT_EQ(epoch(), settled);
}

TEST(EpochReasons, AreToldFromWhatIsBeside) {
    auto reason = [](const EpochRecord& beside, Seq last) { return reason_for_new_epoch(beside, "e", last); };
    EXPECT_EQ(reason({"e", "", 5, false}, 5), "");
    EXPECT_EQ(reason({"e", "", 5, false}, 9), "");  // the file lags behind after a power cut
    EXPECT_NE(reason({"e", "", 5, false}, 4), "");
    EXPECT_NE(reason({"f", "", 5, false}, 5), "");
    EXPECT_NE(reason({"e", "", 5, true}, 5), "");
    EXPECT_EQ(reason({"", "e", 0, false}, 5), "");  // killed at the very first start
    EXPECT_NE(reason({"e", "f", 5, false}, 5), "");
    EXPECT_NE(reason_for_new_epoch(std::nullopt, "e", 5), "");
}

TEST(EpochList, TellsWhereLogsPart) {
    std::vector<Epoch> epochs{{"a", 1}, {"b", 41}, {"c", 41}, {"d", 60}};
    EXPECT_EQ(shared_until(epochs, "a"), 40u);
    EXPECT_EQ(shared_until(epochs, "b"), 40u);
    EXPECT_EQ(shared_until(epochs, "c"), 59u);
    EXPECT_EQ(shared_until(epochs, "d"), std::nullopt);
    EXPECT_EQ(shared_until(epochs, "x"), 0u);
    EXPECT_EQ(shared_until({}, "x"), 0u);
}

}  // namespace
}  // namespace newsbus::store::test
