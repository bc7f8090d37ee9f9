#include "ingest/slices.h"

#include "ingest/commit_pace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace newsbus::ingest {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

Entry named(std::string headline) {
    Entry entry;
    entry.article.headline = std::move(headline);
    return entry;
}

Outcome outcome(std::vector<std::string> names) {
    Outcome made;
    made.job = 7;
    made.source = "example";
    made.due = TimePoint(1h);
    made.state.emplace().validators.etag = "\"v2\"";
    made.notes.push_back({"", "repaired"});
    for (std::string& name : names) made.entries.push_back(named(std::move(name)));
    return made;
}

std::vector<std::string> names(const Outcome& slice) {
    std::vector<std::string> all;
    for (const Entry& entry : slice.entries) all.push_back(entry.article.headline);
    return all;
}

/// Makes entries called "1", "2", ...
class Counting final : public Unread {
public:
    explicit Counting(int last) : last_(last) {}
    bool empty() const override { return made_ == last_; }
    std::vector<Entry> next(std::size_t most) override {
        std::vector<Entry> entries;
        while (entries.size() < most && !empty()) entries.push_back(named(std::to_string(++made_)));
        return entries;
    }

private:
    int last_, made_ = 0;
};

TEST(Slices, LeaveAVisitOfFewEntriesWhole) {
    Slices slices(outcome({"a", "b"}));
    ASSERT_TRUE(slices.left());
    Outcome only = slices.next(2);
    EXPECT_FALSE(slices.left());
    EXPECT_THAT(names(only), ElementsAre("a", "b"));
    EXPECT_FALSE(only.more);
    EXPECT_EQ(only.met, nullptr);
    EXPECT_TRUE(only.state && only.due);
}

TEST(Slices, OfAVisitWithoutEntriesAreOne) {
    Slices slices(outcome({}));
    EXPECT_TRUE(slices.next(5).state);
    EXPECT_FALSE(slices.left());
}

TEST(Slices, CarryTheStateAndTheNotesWithTheLastOne) {
    Slices slices(outcome({"a", "b", "c"}));
    Outcome first = slices.next(2);
    EXPECT_THAT(names(first), ElementsAre("a", "b"));
    EXPECT_TRUE(first.more);
    EXPECT_EQ(first.job, 7);
    EXPECT_EQ(first.source, "example");
    EXPECT_FALSE(first.state || first.due);
    EXPECT_THAT(first.notes, IsEmpty());
    Outcome last = slices.next(2);
    EXPECT_THAT(names(last), ElementsAre("c"));
    EXPECT_FALSE(last.more);
    ASSERT_TRUE(last.state);
    EXPECT_EQ(last.state->validators.etag, "\"v2\"");
    EXPECT_EQ(last.notes.size(), 1u);
    EXPECT_FALSE(slices.left());
}

TEST(Slices, MakeEntriesWhenItIsTheirTurn) {
    Slices slices(outcome({"a"}), std::make_unique<Counting>(3));
    EXPECT_THAT(names(slices.next(2)), ElementsAre("a"));
    EXPECT_TRUE(slices.reads());
    EXPECT_THAT(names(slices.next(2)), ElementsAre("1", "2"));
    Outcome last = slices.next(2);
    EXPECT_THAT(names(last), ElementsAre("3"));
    EXPECT_TRUE(last.state);
    EXPECT_FALSE(slices.left());
}

TEST(Slices, EndWithTheLastEntryWhenItFillsASlice) {
    Slices slices(outcome({}), std::make_unique<Counting>(4));
    EXPECT_TRUE(slices.next(2).more);
    EXPECT_FALSE(slices.next(2).more);
    EXPECT_FALSE(slices.left());
}

TEST(Slices, TellTheNextOneWhatWasMetAndCountTheDatesThatMove) {
    Slices slices(outcome({"a", "b", "c"}));
    slices.next(1);
    Receipt receipt;
    receipt.moving_dates = 1;
    receipt.met = {{11, {1, 2}}};
    slices.stored(receipt);
    Outcome second = slices.next(1);
    ASSERT_TRUE(second.met);
    EXPECT_EQ(second.met->at(11), (IdentityPrints{1, 2}));
    receipt.met = {{12, {3}}};
    slices.stored(receipt);
    Outcome last = slices.next(1);
    EXPECT_EQ(last.met->size(), 2u);
    EXPECT_EQ(last.state->moving_dates, 2);
}

TEST(CommitPace, HalvesAfterATransactionThatTookTooLong) {
    CommitPace pace(400);
    pace.took(400, 51ms);
    EXPECT_EQ(pace.rows(), 200u);
    pace.took(90, 2s);
    EXPECT_EQ(pace.rows(), CommitPace::least) << "of what it really had";
    pace.took(64, 1min);
    EXPECT_EQ(pace.rows(), CommitPace::least) << "a slow disk is not helped by ever smaller ones";
}

TEST(CommitPace, DoublesAfterAFastTransactionThatWasFull) {
    CommitPace pace(100);
    pace.took(20, 1ms);
    EXPECT_EQ(pace.rows(), 100u) << "a small one says little";
    pace.took(100, 10ms);
    EXPECT_EQ(pace.rows(), 200u);
    pace.took(200, 30ms);
    EXPECT_EQ(pace.rows(), 200u);
    for (int i = 0; i < 9; ++i) pace.took(pace.rows(), 0ms);
    EXPECT_EQ(pace.rows(), CommitPace::most);
}

}  // namespace
}  // namespace newsbus::ingest
