#pragma once

#include <string>

#include "base/counters.h"
#include "ingest/gate.h"

namespace newsbus::ingest {

/// How often robots.txt was asked for, and what came of it.
class RobotsCounters {
public:
    explicit RobotsCounters(Counters& counters);

    /// A visit that was not made, or was; `unknown` ones do not count.
    void count(const Gate& gate);

    /// A robots.txt that was asked for: what came of it is in its Outcome::robots.
    void count_answer(const std::string& robots);

private:
    Counter &rules_, &none_, &unreachable_, &refused_, &waiting_;
};

}  // namespace newsbus::ingest
