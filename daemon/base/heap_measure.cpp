#include "base/heap_measure.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>

#ifdef NEWSBUS_SANITIZED
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();  // GCC has it, but no header
#else
#include <malloc.h>
#endif

namespace newsbus {
namespace {

#ifdef NEWSBUS_SANITIZED

// Sanitizers have operators of their own, which find what is given back wrongly.
std::int64_t held_now() {
    return static_cast<std::int64_t>(__sanitizer_get_current_allocated_bytes());
}

void count(void*, int) {}

#else

thread_local std::int64_t held = 0;

std::int64_t held_now() {
    return held;
}

void count(void* memory, int sign) {
    held += sign * static_cast<std::int64_t>(malloc_usable_size(memory));
}

#endif

}  // namespace

HeapMeasure::HeapMeasure() : begin_(held_now()) {}

std::uint64_t HeapMeasure::bytes() const {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(held_now() - begin_, 0));
}

bool HeapMeasure::knows_threads() {
#ifdef NEWSBUS_SANITIZED
    return false;
#else
    return true;
#endif
}

void* counted_malloc(std::size_t bytes) noexcept {
    void* memory = std::malloc(bytes);
    count(memory, 1);
    return memory;
}

void counted_free(void* memory) noexcept {
    count(memory, -1);
    std::free(memory);
}

}  // namespace newsbus

#ifndef NEWSBUS_SANITIZED

// All other forms but those for special alignments, which nothing here needs, call these.
void* operator new(std::size_t bytes) {
    if (void* memory = newsbus::counted_malloc(bytes)) return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept {
    newsbus::counted_free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    newsbus::counted_free(memory);
}

#endif
