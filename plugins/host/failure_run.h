#pragma once

#include <cstdint>
#include <mutex>
#include <string>

namespace newsbus::plugins {

/// Tells a plugin that fails on an article now and then from one that is broken: it is, once it failed on 20 articles
/// in a row, until fewer than nine tenths of its last 20 fail. Any thread.
class FailureRun {
public:
    void add_good();
    void add_failure(const std::string& why);

    /// Why it failed last, while it is broken; "" when it is not.
    std::string broken() const;

private:
    void add(bool failed);

    mutable std::mutex mutex_;
    std::uint32_t last_ = 0;  // a bit for each of the last articles: it failed
    bool broken_ = false;
    std::string why_;
};

}  // namespace newsbus::plugins
