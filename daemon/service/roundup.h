#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/time.h"
#include "ingest/visit_report.h"
#include "store/store.h"

namespace newsbus::service {

/// One line for the log about all sources: `sources failing=22 of=28 worst="..."`, or `sources ok=28`. It is due once
/// after a start or a reload, when every source that was due has been polled, and later whenever the number of failing
/// ones has changed, at most once a minute. One thread.
class Roundup {
public:
    /// From now on these sources. Those that are due at `now` or were never polled are waited for first.
    void begin(std::span<const store::SourceStatus> sources, TimePoint now, SteadyTime steady);

    void add(const ingest::VisitReport& report);

    /// The line, when it is due.
    std::optional<log::Line> take(SteadyTime now);

private:
    log::Line line() const;
    std::size_t failing() const { return failing_.size(); }

    std::size_t sources_ = 0;
    std::set<std::string, std::less<>> waiting_;               ///< not polled yet
    std::map<std::string, std::string, std::less<>> failing_;  ///< and kind_of_reason()
    std::optional<std::size_t> last_failing_;                  ///< how many failed in the last line
    bool was_complete_ = false;                                ///< none was waiting then
    bool is_first_ = true;                                     ///< of this configuration
    SteadyTime since_{};                                       ///< the last line, or begin()
};

/// A reason in the form that it shares with those of other sources: without addresses, host names and ports. "HTTP
/// status 404 from https://x.example/feed" -> "HTTP status 404".
std::string kind_of_reason(std::string_view reason);

}  // namespace newsbus::service
