#include "extract/body/second_opinion.h"

#include "extract/body/block_model.h"
#include "extract/body/block_rows.h"
#include "extract/tree/class_names.h"
#include "html/elements.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace newsbus::extract {
namespace {

// How sure it must be, and how much of the text it may move. Measured by host: docs/sources.md.
constexpr float surely_none = 0.15F, surely_text = 0.95F;
constexpr double most_taken = 0.4, most_brought = 0.35;
constexpr std::uint32_t shortest_paragraph = 60;
constexpr std::size_t most_elements = 60'000;  // a page of more is not judged

bool is_kept(const Outline& outline, std::uint32_t i) {
    return !outline.elements[i].dropped && !outline.elements[i].own_dropped;
}

bool is_cell(const Element& element) {
    const std::string_view name = element.name();
    return name == "td" || name == "th";
}

/// What an opinion may do to a block.
enum class Say { none, take, bring };

Say say_about(const Outline& outline, const Element& block, std::uint32_t i, bool repeated) {
    if (is_cell(block)) return Say::none;
    if (is_kept(outline, i)) return Say::take;
    const bool may_return = !outline.elements[i].own_dropped && block.own >= shortest_paragraph && !repeated;
    return may_return ? Say::bring : Say::none;
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

/// Steps of a timeline, answers of a list of questions: boxes made alike, one behind the other amid the text, each of
/// which holds blocks. They stay or go together.
class Rows {
public:
    Rows(const Outline& outline, std::uint32_t container, const std::vector<std::uint32_t>& taken)
        : outline_(outline), taken_(taken.begin(), taken.end()) {
        for (std::uint32_t i = container; i < outline.elements[container].end; ++i)
            if (outline.elements[i].own >= shortest_paragraph && stays(i)) last_paragraph_ = i;
    }

    /// Does most of the row that the block stands in stay?
    bool keep(std::uint32_t block) {
        const std::uint32_t box = box_of(block);
        if (const auto known = judged_.find(box); known != judged_.end()) return known->second;
        return judge(box);
    }

    /// Is it an item of a list without links below a heading that stays, amid the text?
    bool keep_item(std::uint32_t block) const {
        const auto& elements = outline_.elements;
        const std::uint32_t list = elements[block].parent;
        const std::string_view name = elements[list].name();
        if ((name != "ul" && name != "ol") || elements[list].link > 0 || last_paragraph_ < elements[list].end)
            return false;
        constexpr std::uint32_t farthest = 50;
        std::uint32_t before = list;
        while (before > 0 && list - before < farthest && !(elements[before - 1].block && elements[before - 1].own > 0))
            --before;
        return before > 0 && is_kept(outline_, before - 1) && !taken_.contains(before - 1) &&
               html::heading_level(elements[before - 1].name()) > 0;
    }

private:
    // Around the block, without boxes that hold nothing but the next one.
    std::uint32_t box_of(std::uint32_t block) const {
        constexpr int highest = 4;
        const auto& elements = outline_.elements;
        std::uint32_t box = elements[block].parent;
        for (int steps = 0; steps < highest && elements[box].parent + 1 == box &&
                            elements[box].end == elements[elements[box].parent].end;
             ++steps)
            box = elements[box].parent;
        return box;
    }

    bool judge(std::uint32_t box) {
        constexpr std::size_t shortest = 3, longest = 100;
        const std::uint32_t around = outline_.elements[box].parent;
        bool amid = last_paragraph_ >= outline_.elements[around].end;
        std::vector<std::uint32_t> row;
        std::size_t staying = 0;
        bool between = false;  // a paragraph stands behind the last one of the row
        for (std::uint32_t i = around + 1; i < outline_.elements[around].end && row.size() <= longest;
             i = outline_.elements[i].end) {
            if (!have_same_classes(outline_.elements[i].node, outline_.elements[box].node)) {
                between = between || (!row.empty() && outline_.elements[i].own >= shortest_paragraph && stays(i));
                continue;
            }
            amid = amid || between;
            row.push_back(i);
            staying += some_stays(i);
        }
        const bool keep = amid && row.size() >= shortest && row.size() <= longest && staying * 2 >= row.size();
        for (std::uint32_t one : row) judged_[one] = keep;
        return judged_[box] = keep;
    }

    bool stays(std::uint32_t i) const {
        const Element& element = outline_.elements[i];
        return element.block && element.own > 0 && element.own_link == 0 && is_kept(outline_, i) && !taken_.contains(i);
    }

    bool some_stays(std::uint32_t box) const {
        for (std::uint32_t i = box + 1; i < outline_.elements[box].end; ++i)
            if (stays(i)) return true;
        return false;
    }

    const Outline& outline_;
    std::unordered_set<std::uint32_t> taken_;
    std::uint32_t last_paragraph_ = 0;
    std::unordered_map<std::uint32_t, bool> judged_;
};

}  // namespace

void follow(const std::vector<Opinion>& opinions, Attempt& attempt) {
    Outline& outline = attempt.outline;
    const Outline& whole = attempt.whole;
    const std::uint32_t begin = attempt.container, end = outline.elements[begin].end;
    std::vector<std::uint32_t> taken, brought;
    double kept = 0, taking = 0, bringing = 0;
    for (const auto& [block, probability, repeated] : opinions) {
        if (block < begin || block >= end) continue;
        const std::uint32_t own = whole.elements[block].own;
        if (is_kept(outline, block)) kept += own;
        const Say say = say_about(outline, whole.elements[block], block, repeated);
        if (say == Say::take && probability <= surely_none) taken.push_back(block), taking += own;
        if (say == Say::bring && probability > surely_text) brought.push_back(block), bringing += own;
    }
    if (taking <= kept * most_taken) {
        Rows rows(outline, begin, taken);
        std::erase_if(taken, [&](std::uint32_t block) { return rows.keep(block) || rows.keep_item(block); });
        for (std::uint32_t block : taken) outline.drop_own(block);
    }
    // What the memory of the site took out looks like text.
    if (attempt.recurring == 0 && bringing <= kept * most_brought)
        for (std::uint32_t block : brought) bring_back(outline, begin, block);
}

void hear_second_opinion(const BodyHints& hints, Attempt& attempt) {
    constexpr float unsure = .5F;
    const Outline& whole = attempt.whole;
    if (whole.elements.size() > most_elements) return;
    std::vector<Opinion> opinions;
    for (const BlockRow& row : block_rows(whole, attempt.container, hints)) {
        const bool repeated = row[Measure::times] > 1;
        const Say say = say_about(attempt.outline, whole.elements[row.element], row.element, repeated);
        const float probability =
            say == Say::none ? unsure : BlockModel::shipped().near_probability(row.columns, surely_none, surely_text);
        opinions.push_back({row.element, probability, repeated});
    }
    follow(opinions, attempt);
}

}  // namespace newsbus::extract
