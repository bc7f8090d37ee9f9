#include "extract/body/block_model.h"

#include "base/tsv.h"

#include <algorithm>
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

float likely(double odds) {
    return static_cast<float>(1 / (1 + std::exp(-odds)));
}

double odds_of(float probability) {
    const auto p = static_cast<double>(probability);
    return std::log(p / (1 - p));
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
    bound_the_rest();
}

void BlockModel::bound_the_rest() {
    least_.assign(trees_.size() + 1, 0);
    most_ = least_;
    for (std::size_t i = trees_.size(), end = nodes_.size(); i-- > 0; end = trees_[i].begin) {
        float least = std::numeric_limits<float>::infinity(), most = -least;
        for (std::size_t node = trees_[i].begin; node < end; ++node) {
            if (trees_[i].begin + nodes_[node].left != node) continue;  // no leaf
            least = std::min(least, adds_[node]);
            most = std::max(most, adds_[node]);
        }
        least_[i] = least_[i + 1] + static_cast<double>(least);
        most_[i] = most_[i + 1] + static_cast<double>(most);
    }
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
double BlockModel::sum(const Columns& columns, std::size_t begin, std::size_t end) const {
    double odds = 0;
    for (const Tree& tree : std::span(trees_).subspan(begin, end - begin)) {
        const Node* nodes = &nodes_[tree.begin];
        std::uint32_t at = 0;
        for (std::uint32_t step = 0; step < tree.depth; ++step)
            at = nodes[at].left + static_cast<std::uint32_t>(!(columns[nodes[at].column] <= nodes[at].bound));
        odds += static_cast<double>(adds_[tree.begin + at]);
    }
    return odds;
}

float BlockModel::probability(const Columns& columns) const {
    return likely(base_ + sum(columns, 0, trees_.size()));
}

float BlockModel::near_probability(const Columns& columns, float low, float high) const {
    constexpr std::size_t stride = 25;
    constexpr double margin = 1e-3;  // of odds: more than sums in another order may differ by
    const double low_odds = odds_of(low), high_odds = odds_of(high);
    double odds = base_;
    for (std::size_t at = 0; at < trees_.size();) {
        const std::size_t end = std::min(at + stride, trees_.size());
        odds += sum(columns, at, end);
        at = end;
        const double least = odds + least_[at] - margin, most = odds + most_[at] + margin;
        if (most <= low_odds) return low;
        if (least > high_odds) return 1;
        if (least > low_odds && most <= high_odds) return (low + high) / 2;
    }
    return likely(odds);
}

}  // namespace newsbus::extract
