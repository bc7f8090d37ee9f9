#pragma once

#include "support.h"

namespace newsbus::store::test {

/// What every store promises; contract_*_test.cpp has the tests, by topic.
class Contract : public OnEveryStore {
protected:
    static std::vector<std::string> sources_of(const std::vector<Job>& jobs) {
        std::vector<std::string> names;
        names.reserve(jobs.size());
        for (const Job& job : jobs) names.push_back(job.source);
        return names;
    }

    void configure(const std::vector<ConfiguredSource>& rows, TimePoint due = t0) {
        must(bench.store->set_sources(rows, {due}));
    }

    std::vector<Seq> numbers(const Range& range) {
        std::vector<Seq> all;
        for (const OutboxEntry& message : bench.log(range)) all.push_back(message.seq);
        return all;
    }
};

}  // namespace newsbus::store::test
