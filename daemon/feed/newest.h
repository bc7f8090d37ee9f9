#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "article/article.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Gathers articles and keeps the newest of them, holding no more than twice as many at any time.
class Newest {
public:
    /// Without a limit all are kept, in the order in which they came.
    explicit Newest(std::size_t most = std::numeric_limits<std::size_t>::max()) : most_(most) {}

    void add(Article article);

    /// All that were added so far, kept or not.
    std::size_t count() const { return count_; }
    std::size_t undated() const { return undated_; }

    /// Articles that are not kept, though nobody knows whether they are older: some had no date.
    std::size_t left_out_unsure() const { return undated_ > 0 && count_ > most_ ? count_ - most_ : 0; }

    /// With a limit the newest first; what has no date comes last, in the order in which it came. Call it once.
    std::vector<Article> take();

private:
    void cut();

    std::size_t most_;
    std::vector<Article> kept_;
    std::size_t count_ = 0, undated_ = 0;
};

/// Adds the problem of articles that were left out though they may be new.
void report_left_out(const Newest& newest, std::vector<Problem>& problems);

}  // namespace newsbus::feed
