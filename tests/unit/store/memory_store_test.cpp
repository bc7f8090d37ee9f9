#include "store/memory/memory_store.h"

#include "support.h"

namespace newsbus::store::test {
namespace {

struct MemoryStoreTest : ::testing::Test {
    std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>();
    std::unique_ptr<Store> store = open_memory_store(disk, {}, t0);

    void SetUp() override {
        const std::vector<ConfiguredSource> rows{{"a", "https://a.example/feed", ""}};
        must(store->set_sources(rows, {t0}));
    }
    std::vector<Job> claim(TimePoint now) { return must(store->claim(now, 10, no_limits())); }
    void poll(TimePoint now) { must(must(store->commit(std::vector{polled(claim(now).at(0), now)})).at(0)); }
};

TEST_F(MemoryStoreTest, MovesDeadlinesAlsoWhenTheDiskTookNothingAtFirst) {
    poll(t0);
    disk->on_commit = [] { return Result<void>(Error{Errc::store, "the disk is full"}); };
    EXPECT_FALSE(store->claim(t0 - 24h, 10, no_limits()));
    disk->on_commit = nullptr;
    EXPECT_EQ(claim(t0 - 24h).size(), 0u);
    EXPECT_EQ(claim(t0 - 24h + 15min).size(), 1u);
}

TEST_F(MemoryStoreTest, KeepsNothingOfATransactionThatTheDiskRefuses) {
    const Job job = claim(t0).at(0);
    disk->on_commit = [] { return Result<void>(Error{Errc::store, "the disk is full"}); };
    const std::vector outcomes{polled(job, t0, {entry(article("one"))})};
    EXPECT_FALSE(store->commit(outcomes));
    disk->on_commit = nullptr;
    EXPECT_EQ(must(open_memory_outbox(disk)->bounds()), (Bounds{0, 0}));
    EXPECT_EQ(must(must(store->commit(outcomes)).at(0)).last, 1u);
}

TEST_F(MemoryStoreTest, OutlivesItsStoreOnItsDisk) {
    poll(t0);
    store.reset();
    store = open_memory_store(disk, {}, t0 + 1min);
    EXPECT_EQ(must(store->sources()).at(0).next_due, t0 + 15min);
}

}  // namespace
}  // namespace newsbus::store::test
