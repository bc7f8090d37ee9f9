#pragma once

#include <cstddef>

namespace newsbus::ingest {

/// Counts a visit that stands aside (Ingest::aside_) for as long as it lives.
class Aside {
public:
    /// nullptr: it does not.
    explicit Aside(std::size_t* count) : count_(count) {
        if (count_) ++*count_;
    }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;
    ~Aside() {
        if (count_) --*count_;
    }

private:
    std::size_t* count_;
};

}  // namespace newsbus::ingest
