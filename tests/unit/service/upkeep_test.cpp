#include "service/upkeep.h"

#include "../../support/manual_clock.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>
#include <vector>

namespace newsbus::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::chrono::sys_days today = std::chrono::year(2026) / 11 / 22;

struct FixedClock final : Clock {
    TimePoint now() const override { return TimePoint(today); }
};

struct UpkeepTest : testing::Test {
    void save() {
        asio::co_spawn(io, upkeep.save_traffic(), asio::detached);
        io.restart();
        io.run();
    }
    std::vector<HostTraffic> stored() { return outbox->traffic(today, today).value(); }

    asio::io_context io;
    FixedClock clock;
    ManualClock steady;
    std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
    std::unique_ptr<store::Store> store = store::open_memory_store(disk, {}, clock.now());
    std::unique_ptr<store::Outbox> outbox = store::open_memory_outbox(disk);
    delivery::Delivery delivery;
    ingest::Traffic traffic{clock};
    Upkeep upkeep{io.get_executor(), io.get_executor(), *store, delivery, traffic, clock, steady};
};

TEST_F(UpkeepTest, StoresWhatHostsWereAsked) {
    traffic.add("a.example", {.status = 304});
    save();
    traffic.add("a.example", {.status = 200, .bytes = 7});
    save();
    EXPECT_THAT(stored(), ElementsAre(HostTraffic{today, "a.example", {2, 1, 0, 0, 7}}));
}

TEST_F(UpkeepTest, StoresAllHostsHoweverMany) {
    for (int host = 0; host < 2500; ++host) traffic.add(std::to_string(host) + ".example", {.status = 200});
    save();
    EXPECT_THAT(stored(), SizeIs(2500));
}

TEST_F(UpkeepTest, KeepsTheCountsThatTheStoreRefusesAndSaysWhy) {
    traffic.add("a.example", {.status = 304});
    disk->on_commit = [] { return Result<void>(Error{Errc::store, "disk full"}); };
    save();
    EXPECT_THAT(stored(), IsEmpty());
    EXPECT_THAT(upkeep.trouble(), HasSubstr("disk full"));
    disk->on_commit = nullptr;
    save();
    EXPECT_THAT(stored(), ElementsAre(HostTraffic{today, "a.example", {1, 1, 0, 0, 0}}));
    EXPECT_EQ(upkeep.trouble(), "");
}

}  // namespace
}  // namespace newsbus::service
