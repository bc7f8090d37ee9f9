#include "base/json_memory.h"

#include <boost/json/memory_resource.hpp>

#include <algorithm>
#include <new>

namespace newsbus {
namespace {

class BoundedMemory final : public boost::json::memory_resource {
public:
    explicit BoundedMemory(std::size_t bytes) : left_(bytes) {}

private:
    // The alignment is ignored, as Boost.JSON's default memory does: it never asks for more than operator new gives,
    // and it does not always pass the same value when it gives memory back.
    void* do_allocate(std::size_t bytes, std::size_t) override {
        if (bytes > left_) throw std::bad_alloc();
        void* memory = ::operator new(bytes);
        left_ -= bytes;
        return memory;
    }

    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override {
        left_ += bytes;
        ::operator delete(memory);
    }

    bool do_is_equal(const boost::json::memory_resource& other) const noexcept override { return this == &other; }

    std::size_t left_;
};

}  // namespace

boost::json::storage_ptr json_memory_for(std::size_t bytes) {
    constexpr std::size_t floor = 16 << 20, enough = 32 << 20;
    const std::size_t most = std::max(enough, 2 * bytes);
    return boost::json::make_shared_resource<BoundedMemory>(std::min(floor + 8 * bytes, most));
}

}  // namespace newsbus
