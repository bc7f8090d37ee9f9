#include "http/line.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace newsbus::http {
namespace {

constexpr std::uint64_t limit = 1000;

struct Body : Line::Member {
    Body(Line& in, Budget& budget) : line(in), account(budget.open()) { line.join(*this); }
    ~Body() override { line.leave(*this); }
    void pause() override { is_paused = true; }
    void resume() override { is_paused = false; }
    bool take(std::uint64_t bytes) { return account->take(bytes, line.is_first(*this)); }

    /// Complete: out of the line, its bytes in the reader's hands.
    std::shared_ptr<Budget::Account> finish() {
        line.leave(*this);
        account->close();
        return std::move(account);
    }
    Line& line;
    std::shared_ptr<Budget::Account> account;
    bool is_paused = false;
};

struct LineTest : testing::Test {
    Counter bytes, paused, pauses;
    std::shared_ptr<Budget> budget = Budget::make(limit, bytes);
    Line line{*budget, paused, pauses};
};

TEST_F(LineTest, NobodyIsPausedWhileThereIsRoom) {
    Body a(line, *budget), b(line, *budget);
    a.take(500);
    b.take(499);
    line.settle();
    EXPECT_FALSE(a.is_paused || b.is_paused);
    EXPECT_EQ(bytes.value(), 999);
}

TEST_F(LineTest, AFullBudgetPausesAllButTheOldest) {
    Body a(line, *budget), b(line, *budget), c(line, *budget);
    a.take(100);
    b.take(900);
    line.settle();
    EXPECT_FALSE(a.is_paused);
    EXPECT_TRUE(b.is_paused && c.is_paused);
    EXPECT_EQ(paused.value(), 2);
    EXPECT_EQ(pauses.value(), 2);
}

TEST_F(LineTest, TheOldestWaitsTooWhileACompleteBodyIsOut) {
    Body done(line, *budget), a(line, *budget), b(line, *budget);
    done.take(1000);
    auto account = done.finish();
    line.settle();
    EXPECT_TRUE(a.is_paused && b.is_paused);
    account.reset();
    line.settle();
    EXPECT_FALSE(a.is_paused);  // and after its turn, which may have taken it all:
    line.settle();
    EXPECT_FALSE(b.is_paused);
    EXPECT_EQ(bytes.value(), 0);
}

TEST_F(LineTest, WhenTheOldestEndsTheNextGoesOn) {
    Body b(line, *budget);  // younger ones are made first here, so that the oldest can end first
    line.leave(b);
    {
        Body a(line, *budget);
        line.join(b);
        a.take(300);
        b.take(900);
        line.settle();
        EXPECT_TRUE(b.is_paused);
    }
    line.settle();
    EXPECT_FALSE(b.is_paused);
    EXPECT_EQ(paused.value(), 0);
}

TEST_F(LineTest, ReturnedBytesAreHandedOutOldestFirstAndNotTwice) {
    Counter unused;
    auto big = Budget::make(200 << 10, unused);
    Line longer(*big, paused, pauses);
    Body done(longer, *big), a(longer, *big), b(longer, *big), c(longer, *big);
    done.take(180 << 10);
    a.take(20 << 10);
    auto account = done.finish();
    longer.settle();
    EXPECT_EQ(paused.value(), 3);
    auto other = big->open();  // somebody else's body took most of it meanwhile
    other->take(70 << 10, true);
    account.reset();
    longer.settle();
    EXPECT_FALSE(a.is_paused || b.is_paused);
    EXPECT_TRUE(c.is_paused);  // room for two turns of 64 KiB is spoken for
}

TEST_F(LineTest, APausedMemberThatLeavesIsNotCountedAnyMore) {
    Body a(line, *budget);
    a.take(1000);
    {
        Body b(line, *budget);
        line.settle();
        EXPECT_EQ(paused.value(), 1);
    }
    EXPECT_EQ(paused.value(), 0);
}

struct Place : Line::Member {
    Place(Line& in, Line::Ticket ticket) : line(in) { line.join(*this, ticket); }
    ~Place() override { line.leave(*this); }
    void pause() override {}
    void resume() override {}
    void leads() override { led = true; }
    Line& line;
    bool led = false;
};

TEST_F(LineTest, ATicketKeepsThePlaceOfABodyThatIsAskedForAgain) {
    auto first = std::make_unique<Body>(line, *budget);
    Body second(line, *budget), third(line, *budget);
    line.leave(second);
    Place waits(line, 2);
    EXPECT_FALSE(waits.led);
    first.reset();
    EXPECT_TRUE(waits.led);
    EXPECT_EQ(line.join(second, 2), 2u);
    EXPECT_TRUE(line.is_first(second));
    EXPECT_EQ(bytes.value(), 0);
}

TEST_F(LineTest, HoweverManyBodiesDoNotFitAllEndOneByOne) {
    // Each body is larger than the whole budget, and a reader keeps each until the next one would need its bytes.
    constexpr int count = 20;
    std::vector<std::unique_ptr<Body>> bodies;
    std::map<Body*, std::uint64_t> missing;
    for (int i = 0; i < count; ++i) {
        bodies.push_back(std::make_unique<Body>(line, *budget));
        missing[bodies.back().get()] = 3 * limit;
    }
    std::uint64_t most = 0;
    int steps = 0;
    for (; !bodies.empty() && steps < 10'000; ++steps) {
        line.settle();
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            Body& body = *bodies[i];
            if (body.is_paused) continue;
            ASSERT_TRUE(body.take(10));
            line.settle();
            missing[&body] -= 10;
            most = std::max(most, budget->used());
            if (missing[&body] > 0) continue;
            auto account = body.finish();
            missing.erase(&body);
            bodies.erase(bodies.begin() + static_cast<std::ptrdiff_t>(i));
            line.settle();
            break;  // the account goes here
        }
    }
    EXPECT_TRUE(bodies.empty());
    EXPECT_LE(most, limit + 3 * limit);  // the budget and one body
}

TEST(Budget, RefusesMoreThanAMebibyteOutOfAFullBudgetExceptToTheFirstInLine) {
    constexpr std::uint64_t mib = 1 << 20;
    Counter bytes;
    auto budget = Budget::make(limit, bytes);
    auto first = budget->open(), second = budget->open();
    EXPECT_TRUE(first->take(3 * mib, true));
    EXPECT_TRUE(second->take(mib, false));
    EXPECT_FALSE(second->take(1, false));
    EXPECT_EQ(bytes.value(), static_cast<std::int64_t>(4 * mib));
    EXPECT_TRUE(first->take(mib, true));
}

TEST(Budget, AnAccountMayTakeBeyondAFullBudgetAgainAfterThereWasRoom) {
    Counter bytes;
    auto budget = Budget::make(limit, bytes);
    auto first = budget->open(), second = budget->open();
    first->take(limit, true);
    EXPECT_TRUE(second->take(1 << 20, false));
    first.reset();
    budget->set_limit(2 << 20);
    EXPECT_TRUE(second->take(1 << 20, false));
    EXPECT_TRUE(second->take(1 << 20, false));
    EXPECT_FALSE(second->take(1, false));
}

TEST(Budget, TellsWhenBytesComeBackOrItGrows) {
    Counter bytes;
    auto budget = Budget::make(limit, bytes);
    int calls = 0;
    budget->on_return([&calls] { ++calls; });
    auto account = budget->open();
    account->take(10, false);
    account.reset();
    budget->set_limit(2 * limit);
    budget->open().reset();  // held nothing
    EXPECT_EQ(calls, 2);
    budget->on_return({});
    budget->set_limit(limit);
    EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace newsbus::http
