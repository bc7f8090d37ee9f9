#pragma once

#include <cstdint>

namespace newsbus {

/// Measures what a piece of work leaves on the heap. Where it is used, operator new and delete count for each thread
/// the bytes that it takes and gives back, as the allocator rounds them.
class HeapMeasure {
public:
    HeapMeasure();

    /// What this thread, the one that made the measure, has taken since then and not given back; 0 when it gave back
    /// more than it took. Memory that other threads take or give back meanwhile does not count.
    std::uint64_t bytes() const;

    /// False in a build with sanitizers: they count for all threads together.
    static bool knows_threads();

private:
    std::int64_t begin_;
};

/// As malloc and free, but counted, for libraries that ask for two such functions.
void* counted_malloc(std::size_t bytes) noexcept;  ///< nullptr when there is no memory
void counted_free(void* memory) noexcept;

}  // namespace newsbus
