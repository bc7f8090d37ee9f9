#include "store/memory/memory_store.h"

#include "support.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

/// A disk that can be full, and what a store on it still knows.
class MemoryRollback : public ::testing::Test {
protected:
    MemoryRollback() {
        must(store->set_sources(std::vector<ConfiguredSource>{{"a", "https://a.example/feed", ""}}, {t0}));
    }

    Job poll(TimePoint now) {
        must(store->make_all_due(now));
        return must(store->claim(now, 1, no_limits())).at(0);
    }

    std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>();
    std::unique_ptr<Store> store = open_memory_store(disk, {}, t0);
    std::unique_ptr<Outbox> outbox = open_memory_outbox(disk);
};

TEST_F(MemoryRollback, NothingOfACommitStaysThatTheDiskRefused) {
    Job job = poll(t0);
    Outcome outcome = polled(job, t0, {entry(article("one"))}, {draft(article("two"))});
    outcome.events.push_back({message::SourceKind::failing, "why", t0, {}});
    outcome.notes.push_back({"", "a note"});
    const auto before = must(outbox->survey(10));
    disk->on_commit = [] { return Result<void>(Error{Errc::store, "disk full"}); };
    EXPECT_FALSE(store->commit({&outcome, 1}));
    EXPECT_EQ(must(outbox->survey(10)), before);
    EXPECT_EQ(must(outbox->read({})), std::vector<OutboxEntry>{});
    disk->on_commit = nullptr;
    Receipt receipt = must(must(store->commit({&outcome, 1})).at(0));
    EXPECT_EQ(receipt.first, 1u);
    EXPECT_EQ(receipt.published, 1);
    EXPECT_EQ(receipt.pages, 1);
}

TEST_F(MemoryRollback, AStoreThatEndsGivesItsLeasesBackToTheNextOne) {
    poll(t0);
    store.reset();
    store = open_memory_store(disk, {}, t0 + 1min);
    std::vector<Job> jobs = must(store->claim(t0 + 1min, 9, no_limits()));
    ASSERT_EQ(jobs.size(), 1u);
    EXPECT_EQ(jobs[0].crashes, 1);
}

}  // namespace
}  // namespace newsbus::store::test
