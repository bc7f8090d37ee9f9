#include "ingest/readings.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "ingest/caution.h"
#include "tests/support/folder.h"

namespace newsbus::ingest {
namespace {

Job page(std::int64_t id, int crashes = 0) {
    Job job;
    job.id = id;
    job.kind = JobKind::page;
    job.crashes = crashes;
    return job;
}

struct ReadingsTest : testing::Test {
    /// A process that dies while it reads the answer of `job`.
    void die_reading(const Job& job) {
        const pid_t child = fork();
        if (child == 0) {
            Readings readings(folder.path());
            Readings::Mark mark(&readings, job);
            _exit(0);
        }
        waitpid(child, nullptr, 0);
    }
    newsbus::test::Folder folder;
};

TEST_F(ReadingsTest, KnowNothingBeforeAProcessKeptThem) {
    EXPECT_EQ(Readings(folder.path()).deaths(page(1, 2)), std::nullopt);
    EXPECT_EQ(Readings(folder.path()).deaths(page(1, 2)), 0);
    EXPECT_EQ(Readings("/no/such/folder").deaths(page(1, 2)), std::nullopt);
}

TEST_F(ReadingsTest, TellWhoWasBeingReadFromWhoWaited) {
    die_reading(page(7));
    Readings next(folder.path());
    EXPECT_EQ(next.deaths(page(7, 1)), 1);
    EXPECT_EQ(next.deaths(page(8, 1)), 0);
    EXPECT_EQ(next.deaths(page(7, 0)), 0) << "it had been committed";
}

TEST_F(ReadingsTest, CountDeathsInARowAndForgetThemWhenAVisitEndsWell) {
    die_reading(page(7));
    die_reading(page(7, 1));
    EXPECT_EQ(Readings(folder.path()).deaths(page(7, 2)), 2);
    EXPECT_EQ(Readings(folder.path()).deaths(page(7, 3)), 2) << "the third death was while it waited";
    {
        Readings well(folder.path());
        Readings::Mark mark(&well, page(7));
    }
    EXPECT_EQ(Readings(folder.path()).deaths(page(7, 1)), 0);
}

TEST_F(ReadingsTest, FollowNoLink) {
    std::filesystem::create_symlink(folder.write("else", "mine"), folder / "reading");
    EXPECT_EQ(Readings(folder.path()).deaths(page(1, 1)), std::nullopt);
    EXPECT_EQ(std::filesystem::file_size(folder / "else"), 4u);
}

TEST(Caution, OfAJobThatOnlyWaitedForItsAnswerComesLate) {
    EXPECT_EQ(caution_of(page(1, 2)), Caution::no_fetch);
    EXPECT_EQ(caution_of(page(1, 2), 0), Caution::none);
    EXPECT_EQ(caution_of(page(1, 2), 2), Caution::no_fetch);
    EXPECT_EQ(caution_of(page(1, 5), 1), Caution::none);
    EXPECT_EQ(caution_of(page(1, 6), 0), Caution::no_fetch) << "what fetches may be at fault";
    EXPECT_EQ(caution_of(page(1, 8), 0), Caution::no_plugins);
    Job poll = page(1, 1);
    poll.kind = JobKind::poll;
    EXPECT_EQ(caution_of(poll, 1), Caution::one_by_one);
    EXPECT_EQ(caution_of(poll, 0), Caution::none);
    poll.crashes = 5;
    EXPECT_EQ(caution_of(poll, 0), Caution::one_by_one);
}

}  // namespace
}  // namespace newsbus::ingest
