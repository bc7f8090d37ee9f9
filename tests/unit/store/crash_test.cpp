// The promises of a commit, held against processes that die: nothing acknowledged is lost, no number is left out or
// given out twice, the file is sound.

#include "support.h"

#include "store/sqlite/database.h"
#include "store/sqlite/schema.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <set>

namespace newsbus::store::test {
namespace {

int writes_left = 0;

// Dies at the n-th write: SQLite lets its system calls be replaced, so every point inside a commit can be hit.
ssize_t mortal_pwrite(int file, const void* data, size_t size, off_t offset) {
    if (--writes_left == 0) raise(SIGKILL);
    return pwrite(file, data, size, offset);
}

class Crash : public ::testing::Test {
protected:
    Crash() {
        options.dir = directory.path();
        // The child's clock moves an hour a message: on a fast machine the usual retention would rightly trim the log
        // that check() wants to see from its first number on.
        options.retention.age = std::chrono::days(36500);
    }

    /// The child: polls two sources for ever, a batch of outcomes each time, and reports the last number of each
    /// commit.
    [[noreturn]] void work(int report, int die_at_write) {
        if (die_at_write > 0) {
            writes_left = die_at_write;
            sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
            for (const char* name : {"pwrite", "pwrite64"})
                vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(mortal_pwrite));
        }
        Bench bench(sqlite(), options);
        bench.sources({"a", "b"});
        Seq last = must(bench.outbox->bounds()).last;
        for (int round = 0;; ++round) {
            TimePoint now = t0 + (last + 1) * 1h;
            must(bench.store->make_all_due(now));
            std::vector<Outcome> outcomes;
            for (const Job& job : bench.claim(now)) {
                std::string name = job.source + std::to_string(last) + "-" + std::to_string(round);
                if (job.kind == JobKind::page)
                    outcomes.push_back(paged(job, now, job.draft->article));
                else
                    outcomes.push_back(polled(job, now, {entry(article(name, std::string(5000, 'x')))},
                                              {draft(article("page-" + name))}));
            }
            for (const Result<Receipt>& receipt : bench.commit_all(outcomes)) last = std::max(last, must(receipt).last);
            must(bench.store->trim(now));
            if (write(report, &last, sizeof last) != sizeof last) _exit(1);
        }
    }

    /// Runs a child until it dies, after `lifetime` at the latest, and gives the last number that it reported.
    Seq live_and_die(int die_at_write, std::chrono::microseconds lifetime) {
        int ends[2];
        EXPECT_EQ(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            try {
                work(ends[1], die_at_write);
            } catch (const std::exception& problem) {
                fprintf(stderr, "child: %s\n", problem.what());
            }
            _exit(1);
        }
        close(ends[1]);
        if (die_at_write == 0) {
            usleep(static_cast<useconds_t>(lifetime.count()));
            kill(child, SIGKILL);
        }
        Seq last = 0, reported = 0;
        while (read(ends[0], &reported, sizeof reported) == sizeof reported) last = reported;
        close(ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "the child ended by itself";
        return last;
    }

    /// The log is whole, still says what it said before, and holds everything that was acknowledged.
    void check(Seq acknowledged) {
        Bench bench(sqlite(), options);
        Database database(database_file(options.dir), Database::Mode::read_only);
        Query row = database.query("PRAGMA integrity_check");
        ASSERT_TRUE(row.next());
        ASSERT_EQ(row.text(0), "ok");

        std::vector<OutboxEntry> log;
        for (auto part = bench.log(); !part.empty(); part = bench.log({.after = log.back().seq}))
            log.insert(log.end(), part.begin(), part.end());
        ASSERT_GE(log.size(), acknowledged);
        std::set<std::string> ids;
        for (std::size_t i = 0; i < log.size(); ++i) {
            ASSERT_EQ(log[i].seq, i + 1) << "a gap";
            ASSERT_TRUE(ids.insert(log[i].id).second) << log[i].id << " stands in the log twice";
        }
        for (std::size_t i = 0; i < known.size(); ++i)
            ASSERT_EQ(log[i], known[i]) << "a number has changed its meaning";
        known = std::move(log);
    }

    Folder directory;
    Options options;
    std::vector<OutboxEntry> known;
};

TEST_F(Crash, AtEveryWriteLosesNothing) {
    for (int at = 1; at <= 60; at += 2) {
        Seq acknowledged = live_and_die(at, {});
        check(acknowledged);
        if (HasFatalFailure()) FAIL() << "killed at write " << at;
    }
}

TEST_F(Crash, AtRandomMomentsLosesNothing) {
    const char* given = std::getenv("NEWSBUS_SEED");
    auto seed = given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
    SCOPED_TRACE("NEWSBUS_SEED=" + std::to_string(seed));
    std::mt19937 random(seed);
    for (int i = 0; i < 15; ++i) {
        auto lifetime = std::chrono::microseconds(std::uniform_int_distribution(5'000, 120'000)(random));
        check(live_and_die(0, lifetime));
        if (HasFatalFailure()) return;
    }
    EXPECT_FALSE(known.empty());
}

}  // namespace
}  // namespace newsbus::store::test
