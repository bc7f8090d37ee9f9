#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/body/block_rows.h"

namespace newsbus::extract {

/// Gradient-boosted trees that tell how likely a block belongs to the article, trained as docs/sources.md describes.
class BlockModel {
public:
    /// The one that is compiled in (plugins/data/page_blocks.tsv).
    static const BlockModel& shipped();

    /// 0 to 1.
    float probability(const Columns& columns) const;

    /// A number that is at most `low`, more than `high` or between the two as the probability is: found with fewer
    /// trees.
    float near_probability(const Columns& columns, float low, float high) const;

private:
    /// To the left when the column is at most `bound`: left and right stand side by side. A leaf leads to itself.
    struct Node {
        std::uint16_t column = 0;
        std::uint16_t left = 0;  ///< index in the tree
        float bound = 0;
    };
    struct Tree {
        std::uint32_t begin = 0;  ///< index of its root
        std::uint32_t depth = 0;  ///< steps to the farthest leaf
    };

    /// A node as the table has it.
    struct Split {
        bool leaf = false;
        float value = 0;  ///< the bound; of a leaf, what it adds
        std::uint16_t column = 0, left = 0, right = 0;
    };

    BlockModel();
    void add(const std::vector<Split>& tree);
    void bound_the_rest();
    double sum(const Columns& columns, std::size_t begin, std::size_t end) const;

    double base_ = 0;
    std::vector<Node> nodes_;
    std::vector<float> adds_;  ///< of the leaf at the same index: to the logarithm of the odds
    std::vector<Tree> trees_;
    std::vector<double> least_, most_;  ///< that the trees from the same index on add
};

}  // namespace newsbus::extract
