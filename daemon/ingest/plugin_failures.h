#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/time.h"
#include "plugins/host/chain.h"

namespace newsbus::ingest {

/// Keeps plugins that fail on every article from flooding the log: each plugin gets one line a minute, with a reason
/// and an article, then a line with the number of failures that were left out. One thread.
class PluginFailures {
public:
    /// The line for this failure. Nothing when its plugin had a line within the last minute: then the failure is only
    /// counted.
    std::optional<log::Line> add(const plugins::Failure& failure, std::string_view source, const Article& article,
                                 SteadyTime now);

    /// A line for each plugin whose minute is over and of which failures were left out. Cheap when there is none.
    std::vector<log::Line> take_left_out(SteadyTime now);

private:
    struct LastLine {
        SteadyTime at{};
        std::int64_t left_out = 0;
    };
    std::map<std::string, LastLine, std::less<>> last_lines_;  ///< by plugin; forgotten after a minute without failures
};

}  // namespace newsbus::ingest
