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

private:
    struct Node {
        std::uint16_t column = 0;
        bool leaf = false;
        std::uint16_t left = 0, right = 0;  ///< index in the tree; left when the column is at most `value`
        float value = 0;                    ///< of a leaf: what it adds to the logarithm of the odds
    };

    BlockModel();

    double base_ = 0;
    std::vector<Node> nodes_;
    std::vector<std::size_t> roots_;
};

}  // namespace newsbus::extract
