#include "extract/body/block_model.h"

#include "base/tsv.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

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
    std::string_view tree;
    [[maybe_unused]] Result<void> read = read_tsv(table, "page_blocks.tsv", cells, [&](auto row) -> Result<void> {
        if (row[1] == "base") return base_ = number<double>(row[2]), Result<void>();
        if (row[0] != tree) roots_.push_back(nodes_.size()), tree = row[0];
        Node node{.leaf = row[1] == "leaf", .value = number<float>(row[2])};
        if (!node.leaf) {
            const auto known = columns.find(std::string(row[1]));
            if (known == columns.end()) return Error{Errc::config, "no such column: " + std::string(row[1])};
            node.column = known->second;
            node.left = number<std::uint16_t>(row[3]), node.right = number<std::uint16_t>(row[4]);
        }
        nodes_.push_back(node);
        return {};
    });
    assert(read);
}

const BlockModel& BlockModel::shipped() {
    static const BlockModel model;
    return model;
}

float BlockModel::probability(const Columns& columns) const {
    double odds = base_;
    for (std::size_t root : roots_) {
        const Node* node = &nodes_[root];
        while (!node->leaf) node = &nodes_[root + (columns[node->column] <= node->value ? node->left : node->right)];
        odds += static_cast<double>(node->value);
    }
    return static_cast<float>(1 / (1 + std::exp(-odds)));
}

}  // namespace newsbus::extract
