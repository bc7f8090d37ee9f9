#pragma once

#include <thread>

namespace newsbus {

/// For a class that must be used on one thread and cannot see who calls it. Its functions assert is_here(): the first
/// call notes the thread, every later one must come from the same.
class OneThread {
public:
    bool is_here() const {
        if (first_ == std::thread::id()) first_ = std::this_thread::get_id();
        return first_ == std::this_thread::get_id();
    }

private:
    mutable std::thread::id first_;
};

}  // namespace newsbus
