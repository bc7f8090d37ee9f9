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

/// What the log says about plugins that fail: of each plugin one failure a minute, with its reason and its article, and
/// how many were left out. A plugin that fails on every article does not flood the log. One thread.
class PluginFailures {
public:
    /// The line for this failure; nothing while its plugin had one within the last minute: it is counted then.
    std::optional<log::Line> add(const plugins::Failure& failure, std::string_view source, const Article& article,
                                 SteadyTime now);

    /// One line for each plugin whose minute is over and of which failures were left out. Cheap while there is none.
    std::vector<log::Line> take_left_out(SteadyTime now);

private:
    struct LastLine {
        SteadyTime at{};
        std::int64_t left_out = 0;
    };
    std::map<std::string, LastLine, std::less<>> last_lines_;  ///< by plugin; forgotten after a minute without failures
};

}  // namespace newsbus::ingest
