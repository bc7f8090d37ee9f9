#include "service/control.h"

#include "http/local_get.h"
#include "tests/support/folder.h"

#include <boost/asio/io_context.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    Result<store::Complaints> complaints(std::size_t) override { return broken(); }
    Result<store::Survey> survey(std::size_t) override { return broken(); }

private:
    static Error broken() { return Error{Errc::store, "disk I/O error"}; }
};

TEST(Control, MetricsThatAreNotOfTheStoreOutliveIt) {
    test::Folder folder;
    Condition condition;
    Counters counters;
    counters.counter("newsbus_x_total", "Ever").add(3);
    std::string address = "unix:" + (folder / "control").string();
    boost::asio::io_context io;
    Commands commands(io.get_executor(), {});
    auto control = Control::start(address, std::make_unique<BrokenOutbox>(), condition, counters, "1.2\"3", commands);
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

}  // namespace
}  // namespace newsbus::service
