#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/time.h"
#include "ingest/visit_report.h"

namespace newsbus::service {

namespace asio = boost::asio;

/// Keeps what polls brought for those who asked for them: the last poll of each source that was ever asked for. Lives
/// on the I/O thread.
class PollWatch {
public:
    explicit PollWatch(asio::any_io_executor io) : io_(io) {}

    /// From now on polls of this source are kept.
    void expect(const std::string& source) { last_.try_emplace(source); }

    /// The number of the last poll that was kept: wait() takes it to mean "after this".
    std::uint64_t mark() const { return mark_; }

    void add(const ingest::VisitReport& report);

    /// The polls of these sources that ended after `mark`. Waits until there is one, at most for `patience`.
    asio::awaitable<std::vector<ingest::VisitReport>> wait(std::vector<std::string> sources, std::uint64_t mark,
                                                           Duration patience);

private:
    struct Last {
        std::uint64_t number = 0;
        ingest::VisitReport report;
    };
    std::vector<ingest::VisitReport> ended(const std::vector<std::string>& sources, std::uint64_t mark) const;

    asio::any_io_executor io_;
    std::map<std::string, Last, std::less<>> last_;
    std::uint64_t mark_ = 0;
    std::list<asio::steady_timer> waiting_;
};

}  // namespace newsbus::service
