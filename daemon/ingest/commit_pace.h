#pragma once

#include <algorithm>
#include <cstddef>

#include "base/time.h"

namespace newsbus::ingest {

/// How many rows go into one transaction, so that none takes much longer than 50 ms however slow the machine is: while
/// one commits, no other source is heard. It learns from each transaction: half as many after a slow one, twice as many
/// after a fast one that was full.
class CommitPace {
public:
    static constexpr std::size_t least = 64, most = 1024;
    static constexpr Duration longest = std::chrono::milliseconds(50);

    /// Begins with `rows`. It never goes beyond `at_most`, and below `least` only when that is less.
    explicit CommitPace(std::size_t rows = 256, std::size_t at_most = most) : rows_(rows), most_(at_most) {}

    std::size_t rows() const { return rows_; }

    /// A transaction of `rows` took so long.
    void took(std::size_t rows, Duration time) {
        if (time > longest)
            rows_ = std::max(std::min(rows, rows_) / 2, std::min(least, most_));
        else if (rows >= rows_ / 2 && time < longest / 2)
            rows_ = std::min(rows_ * 2, most_);
    }

private:
    std::size_t rows_, most_;
};

}  // namespace newsbus::ingest
