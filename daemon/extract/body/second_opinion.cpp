#include "extract/body/second_opinion.h"

#include "extract/body/block_model.h"
#include "extract/body/block_rows.h"

#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

// How sure it must be, and how much of the text it may move. Measured by host: docs/sources.md.
constexpr float surely_none = 0.15F, surely_text = 0.95F;
constexpr double most_taken = 0.4, most_brought = 0.35;
constexpr std::uint32_t shortest_paragraph = 60;
constexpr std::size_t most_elements = 60'000;  // a page of more is not judged: its outline would be there twice

bool is_kept(const Outline& outline, std::uint32_t i) {
    return !outline.elements[i].dropped && !outline.elements[i].own_dropped;
}

bool is_cell(const Element& element) {
    const std::string_view name = element.node.name();
    return name == "td" || name == "th";
}

// Of what was dropped together with the block, only its own text comes back.
void bring_back(Outline& outline, std::uint32_t container, std::uint32_t block) {
    auto& elements = outline.elements;
    for (std::uint32_t at = block; at != container; at = elements[at].parent) {
        Element& around = elements[at];
        if (around.dropped && at != block && around.block) around.own_dropped = true;
        around.dropped = false;
    }
    elements[block].own_dropped = false;
    for (std::uint32_t i = block + 1; i < elements[block].end; i = elements[i].block ? elements[i].end : i + 1)
        if (!elements[i].block) elements[i].dropped = false;
}

}  // namespace

void follow(const std::vector<Opinion>& opinions, const Outline& whole, Attempt& attempt) {
    Outline& outline = attempt.outline;
    const std::uint32_t begin = attempt.container, end = outline.elements[begin].end;
    std::vector<std::uint32_t> taken, brought;
    double kept = 0, taking = 0, bringing = 0;
    for (const auto& [block, probability, repeated] : opinions) {
        if (block < begin || block >= end) continue;
        const std::uint32_t own = whole.elements[block].own;
        const bool is = is_kept(outline, block);
        if (is) kept += own;
        if (is_cell(whole.elements[block])) continue;
        if (is && probability <= surely_none) taken.push_back(block), taking += own;
        const bool may_return = !outline.elements[block].own_dropped && own >= shortest_paragraph && !repeated;
        if (!is && may_return && probability > surely_text) brought.push_back(block), bringing += own;
    }
    if (taking <= kept * most_taken)
        for (std::uint32_t block : taken) outline.drop_own(block);
    // What the memory of the site took out looks like text.
    if (attempt.recurring == 0 && bringing <= kept * most_brought)
        for (std::uint32_t block : brought) bring_back(outline, begin, block);
}

void hear_second_opinion(pugi::xml_node page, const BodyHints& hints, Attempt& attempt) {
    if (attempt.outline.elements.size() > most_elements) return;
    const Outline whole = outline_of(page);
    if (whole.elements.size() != attempt.outline.elements.size()) return;
    std::vector<Opinion> opinions;
    for (const BlockRow& row : block_rows(whole, attempt.container, hints))
        opinions.push_back({row.element, BlockModel::shipped().probability(row.columns), row[Measure::times] > 1});
    follow(opinions, whole, attempt);
}

}  // namespace newsbus::extract
