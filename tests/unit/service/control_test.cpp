#include "service/control.h"

#include "http/local_get.h"
#include "tests/support/folder.h"
#include "tests/support/memory_outbox.h"

#include <boost/asio/io_context.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// A store that cannot be read.
class BrokenOutbox final : public store::Outbox {
public:
    Result<std::vector<OutboxEntry>> read(const Range&) override { return broken(); }
    Result<Bounds> bounds() override { return broken(); }
    Result<Seq> cursor(std::string_view) override { return broken(); }
    Result<std::string> publisher() override { return broken(); }
    Result<std::vector<Epoch>> epochs() override { return broken(); }
    Result<std::vector<store::SourceStatus>> sources() override { return broken(); }
    Result<std::vector<HostTraffic>> traffic(std::chrono::sys_days, std::chrono::sys_days) override { return broken(); }
    Result<std::vector<Rest>> rests() override { return broken(); }
    Result<store::Complaints> complaints(std::size_t) override { return broken(); }
    Result<store::Survey> survey(std::size_t) override { return broken(); }

private:
    static Error broken() { return Error{Errc::store, "disk I/O error"}; }
};

TEST(Control, MetricsThatAreNotOfTheStoreOutliveIt) {
    test::Folder folder;
    WorkWatch work;
    Condition condition(work);
    Counters counters;
    counters.counter("newsbus_x_total", "Ever").add(3);
    std::string address = "unix:" + (folder / "control").string();
    boost::asio::io_context io;
    Commands commands(io.get_executor(), {});
    auto control = Control::start(address, std::make_unique<Picture>(std::make_unique<BrokenOutbox>(), nullptr),
                                  condition, counters, "1.2\"3", commands);
    ASSERT_TRUE(control) << control.error().what;

    auto page = http::local_get(address, "/metrics", 10s);
    ASSERT_TRUE(page) << page.error().what;
    EXPECT_THAT(*page, HasSubstr("newsbus_store_readable 0\n"));
    EXPECT_THAT(*page, HasSubstr("newsbus_x_total 3\n"));
    EXPECT_THAT(*page, HasSubstr("newsbus_build_info{version=\"1.2\\\"3\"} 1\n"));
    EXPECT_THAT(*page, HasSubstr("process_open_fds "));
    EXPECT_THAT(*page, Not(HasSubstr("newsbus_sources")));
    EXPECT_THAT(http::local_get(address, "/health", 10s).error().what, HasSubstr("503"));
}

/// A store whose disk hangs while the test says so.
class HangingOutbox final : public test::MemoryOutbox {
public:
    struct Disk {
        std::mutex mutex;
        std::condition_variable thawed;
        bool frozen = false;

        void set_frozen(bool now) {
            std::lock_guard lock(mutex);
            frozen = now;
            thawed.notify_all();
        }
    };
    HangingOutbox(std::shared_ptr<test::MemoryLog> log, Disk& disk) : MemoryOutbox(std::move(log)), disk_(disk) {}

    Result<std::vector<store::SourceStatus>> sources() override { return hang(), MemoryOutbox::sources(); }
    Result<store::Complaints> complaints(std::size_t n) override { return hang(), MemoryOutbox::complaints(n); }
    Result<store::Survey> survey(std::size_t n) override { return hang(), MemoryOutbox::survey(n); }

private:
    void hang() {
        std::unique_lock lock(disk_.mutex);
        disk_.thawed.wait(lock, [this] { return !disk_.frozen; });
    }
    Disk& disk_;
};

TEST(Control, NeverWaitsForTheStoreAndSaysHowOldItsPictureIs) {
    test::Folder folder;
    WorkWatch work;
    Condition condition(work);
    Counters counters;
    HangingOutbox::Disk disk;
    boost::asio::io_context io;
    Commands commands(io.get_executor(), {});
    std::string address = "unix:" + (folder / "control").string();
    auto log = std::make_shared<test::MemoryLog>();
    auto picture = std::make_unique<Picture>(std::make_unique<HangingOutbox>(log, disk), work.at("reader", {0s}),
                                             SteadyClock::machine(), 50ms);
    auto control = Control::start(address, std::move(picture), condition, counters, "1", commands);
    ASSERT_TRUE(control) << control.error().what;
    auto get = [&](const char* path) {
        auto page = http::local_get(address, path, 30s);
        return page ? *page : page.error().what;
    };
    log->append("t/");
    EXPECT_THAT(get("/metrics"), HasSubstr("newsbus_store_readable 1\n"));
    EXPECT_THAT(get("/status"), Not(HasSubstr("\"age\"")));

    disk.set_frozen(true);
    EXPECT_THAT(get("/status"), HasSubstr("\"last\":1,")) << "the last good picture";
    EXPECT_THAT(get("/status"), HasSubstr("\"age\":"));
    EXPECT_THAT(get("/status"), HasSubstr("\"trouble\":\"no progress: reader for 0s\""));
    EXPECT_THAT(get("/metrics"), HasSubstr("newsbus_store_readable 0\n"));
    EXPECT_THAT(get("/metrics"), Not(HasSubstr("newsbus_store_picture_age_seconds 0\n")));
    EXPECT_THAT(get("/health"), HasSubstr("503"));

    log->append("t/");
    disk.set_frozen(false);
    std::string after;
    for (int i = 0; i < 1000 && after.find("\"last\":2,") == after.npos; ++i) after = get("/status");
    EXPECT_THAT(after, HasSubstr("\"last\":2,"));
    while (get("/metrics").find("newsbus_store_readable 0\n") != std::string::npos) continue;
}

}  // namespace
}  // namespace newsbus::service
