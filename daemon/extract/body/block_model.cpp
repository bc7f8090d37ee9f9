#include "extract/body/block_model.h"

#include "base/tsv.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::string_view table[] = {
#include "extract/page_blocks.inc"
};

template <typename Number>
Number number(std::string_view text) {
    Number value{};
    [[maybe_unused]] auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    assert(read.ec == std::errc() && read.ptr == text.data() + text.size());
    return value;
}

}  // namespace

// A row is a node. Its column is that of block_rows, "leaf", or "base" for what all trees add to.
BlockModel::BlockModel() {
    std::unordered_map<std::string, std::uint16_t> columns;
    for (std::uint16_t i = 0; i < column_count; ++i) columns.emplace(column_name(i), i);
    constexpr std::array<std::string_view, 5> cells = {"tree", "column", "value", "left", "right"};
    std::string_view name;
    std::vector<Split> tree;
    auto add_row = [&](std::span<const std::string_view> row) -> Result<void> {
        if (row[1] == "base") return base_ = number<double>(row[2]), Result<void>();
        if (row[0] != name) add(std::exchange(tree, {})), name = row[0];
        Split split{.leaf = row[1] == "leaf", .value = number<float>(row[2])};
        if (!split.leaf) {
            const auto known = columns.find(std::string(row[1]));
            if (known == columns.end()) return Error{Errc::config, "no such column: " + std::string(row[1])};
            split.column = known->second;
            split.left = number<std::uint16_t>(row[3]), split.right = number<std::uint16_t>(row[4]);
        }
        tree.push_back(split);
        return {};
    };
    [[maybe_unused]] Result<void> read = read_tsv(table, "page_blocks.tsv", cells, add_row);
    assert(read);
    add(tree);
}

// Level by level.
void BlockModel::add(const std::vector<Split>& tree) {
    if (tree.empty()) return;
    Tree added{static_cast<std::uint32_t>(nodes_.size()), 0};
    std::vector<std::uint16_t> level = {0};
    for (std::uint16_t next = 1; !level.empty(); ++added.depth) {
        std::vector<std::uint16_t> below;
        for (std::uint16_t at : level) {
            const Split& split = tree[at];
            const auto self = static_cast<std::uint16_t>(nodes_.size() - added.begin);
            adds_.push_back(split.leaf ? split.value : 0);
            if (split.leaf) {
                nodes_.push_back({0, self, std::numeric_limits<float>::infinity()});
                continue;
            }
            nodes_.push_back({split.column, next, split.value});
            next = static_cast<std::uint16_t>(next + 2);
            below.insert(below.end(), {split.left, split.right});
        }
        level = std::move(below);
    }
    --added.depth;
    trees_.push_back(added);
}

const BlockModel& BlockModel::shipped() {
    static const BlockModel model;
    return model;
}

// As many steps for every block, and no branch to guess: whichever leaf is reached early leads to itself.
float BlockModel::probability(const Columns& columns) const {
    double odds = base_;
    for (const Tree& tree : trees_) {
        const Node* nodes = &nodes_[tree.begin];
        std::uint32_t at = 0;
        for (std::uint32_t step = 0; step < tree.depth; ++step)
            at = nodes[at].left + static_cast<std::uint32_t>(!(columns[nodes[at].column] <= nodes[at].bound));
        odds += static_cast<double>(adds_[tree.begin + at]);
    }
    return static_cast<float>(1 / (1 + std::exp(-odds)));
}

}  // namespace newsbus::extract
