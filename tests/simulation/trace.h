#pragma once

#include "base/time.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus::simulation {

/// "01:23:45.678": how long the world has lasted.
std::string clock_text(Duration at);

/// What happened: the last events as text, all of them as one number. When two runs have the same number, the same
/// happened in both.
class Trace {
public:
    explicit Trace(bool print) : print_(print) {}

    /// An event at a moment since the beginning of the world. `who` is a source, "disk", "bus" ...
    void add(Duration at, std::string_view who, std::string_view what);

    /// A promise was broken: the world ends here. The first one counts.
    void fail(Duration at, std::string what);
    const std::optional<std::string>& failure() const { return failure_; }
    Duration failed_at() const { return failed_at_; }

    std::uint64_t events() const { return events_; }
    std::uint64_t print_of_all() const { return hash_; }
    const std::deque<std::string>& last() const { return last_; }

private:
    bool print_;
    std::uint64_t events_ = 0, hash_ = 0xcbf29ce484222325;
    std::deque<std::string> last_;
    std::optional<std::string> failure_;
    Duration failed_at_{0};
};

}  // namespace newsbus::simulation
