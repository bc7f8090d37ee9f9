#pragma once

#include <atomic>
#include <cstdint>

namespace newsbus {

namespace detail {
/// Counts the progress of what this thread works on; nullptr = nobody watches it.
inline thread_local std::atomic<std::uint64_t>* progress = nullptr;
}  // namespace detail

/// Says that the work of this thread goes on: a long commit after some rows, a chain after an article. Nothing happens
/// on a thread that nobody watches (async/work_watch.h). Cheap enough for inner loops.
inline void note_progress() {
    if (detail::progress) detail::progress->fetch_add(1, std::memory_order_relaxed);
}

}  // namespace newsbus
