#include "delivery/delivery.h"

#include <gmock/gmock.h>

namespace newsbus::delivery {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Counts what is asked of it.
struct Asked {
    int woken = 0, drained = 0;
    std::uint64_t ticks = 0;
};

class CountingCourier final : public Courier {
public:
    explicit CountingCourier(Asked& asked) : asked_(asked) {}
    void wake() override { ++asked_.woken; }
    void drain(Duration) override { ++asked_.drained; }
    std::uint64_t ticks() const override { return asked_.ticks; }

private:
    Asked& asked_;
};

struct Table {
    Asked bus, hooks;
    Delivery delivery;
    Table() {
        delivery.set("bus", std::make_unique<CountingCourier>(bus));
        delivery.set("hooks", std::make_unique<CountingCourier>(hooks));
    }
};

TEST(Delivery, WakesAndDrainsEveryCourier) {
    Table table;
    table.delivery.wake();
    table.delivery.set("hooks", nullptr);
    table.delivery.wake();
    table.delivery.drain(1s);
    EXPECT_EQ(table.bus.woken, 2);
    EXPECT_EQ(table.hooks.woken, 1);
    EXPECT_EQ(table.bus.drained, 1);
    EXPECT_EQ(table.hooks.drained, 0);
}

TEST(Delivery, KeepsACursorForEachSink) {
    Table table;
    auto bus = table.delivery.on_sent("bus"), hooks = table.delivery.on_sent("hooks");
    EXPECT_THAT(table.delivery.unsaved(), IsEmpty());
    bus(7);
    hooks(3);
    EXPECT_THAT(table.delivery.unsaved(), ElementsAre(Cursor{"bus", 7}, Cursor{"hooks", 3}));
    table.delivery.saved({"bus", 7});
    EXPECT_THAT(table.delivery.unsaved(), ElementsAre(Cursor{"hooks", 3}));
    EXPECT_EQ(table.delivery.saved("bus"), 7u);
    EXPECT_EQ(table.delivery.saved("nobody"), 0u);
    bus(9);  // while 7 was being saved
    EXPECT_THAT(table.delivery.unsaved(), ElementsAre(Cursor{"bus", 9}, Cursor{"hooks", 3}));
}

TEST(Delivery, TakesWhatALateCourierSentAfterItWasReplaced) {
    Table table;
    auto late = table.delivery.on_sent("bus");
    table.delivery.set("bus", nullptr);
    late(5);
    EXPECT_THAT(table.delivery.unsaved(), ElementsAre(Cursor{"bus", 5}));
}

TEST(Delivery, NamesTheSinkWhoseThreadStandsStill) {
    Table table;
    table.bus.ticks = table.hooks.ticks = 1;
    EXPECT_EQ(table.delivery.silent(), "");
    table.bus.ticks = 2;
    EXPECT_EQ(table.delivery.silent(), "hooks");
    table.hooks.ticks = 2;
    EXPECT_EQ(table.delivery.silent(), "bus");
    table.delivery.set("bus", nullptr);
    table.hooks.ticks = 3;
    EXPECT_EQ(table.delivery.silent(), "");
}

}  // namespace
}  // namespace newsbus::delivery
