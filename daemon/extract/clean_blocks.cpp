#include "extract/clean_blocks.h"

#include "extract/similar.h"
#include "extract/vocabulary.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

// A paragraph of the container.
struct Block {
    std::uint32_t element;
    std::uint32_t weight;
    std::uint32_t link;
    int heading;            // level, 0 = none
    bool sentence;          // ends as sentences do
    bool listed;            // stands in a list, quote or table
    std::string text = {};  // of short blocks only
    bool keep = true;
};

constexpr std::uint32_t short_block = 250;

int heading_level(std::string_view name) {
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

bool is_list_like(std::string_view name) {
    return name == "li" || name == "blockquote" || name == "td" || name == "th" || name == "dd" || name == "dt" ||
           name == "pre";
}

class Cleaner {
public:
    Cleaner(Outline& outline, std::uint32_t container, const std::string& headline)
        : outline_(outline), container_(container), headline_(headline) {}

    void run() {
        drop_link_lists();
        gather();
        judge_singly();
        trim_ends();
        drop_childless_headings();
        for (const Block& block : blocks_)
            if (!block.keep) outline_.drop_own(block.element);
    }

private:
    std::vector<Element>& elements() { return outline_.elements; }

    void drop_link_lists();
    void gather();
    void judge_singly();
    void trim_ends();
    void drop_childless_headings();
    bool is_listed(std::uint32_t i);
    bool is_prose(const Block& block) const {
        return block.keep && !block.heading && block.weight >= 60 && block.link * 2 < block.weight &&
               (block.sentence || block.weight > 150);
    }

    Outline& outline_;
    std::uint32_t container_;
    const std::string& headline_;
    std::vector<Block> blocks_;
};

// Lists, and boxes, whose text is mostly links.
void Cleaner::drop_link_lists() {
    for (std::uint32_t i = container_ + 1; i < elements()[container_].end;) {
        Element& element = elements()[i];
        std::string_view name = element.node.name();
        bool box = name == "ul" || name == "ol" || name == "dl" || name == "table" || name == "div" ||
                   name == "section" || name == "article";
        bool linked = box && element.text > 0 && element.link * 2 > element.text && element.mass * 4 < element.text &&
                      element.mass * 2 <= elements()[container_].mass;
        if (element.dropped || linked) {
            if (!element.dropped) outline_.drop(i);
            i = element.end;
        } else {
            ++i;
        }
    }
}

bool Cleaner::is_listed(std::uint32_t i) {
    for (int steps = 0; i != container_ && i != 0 && steps < 4; i = elements()[i].parent, ++steps)
        if (is_list_like(elements()[i].node.name())) return true;
    return false;
}

void Cleaner::gather() {
    for (std::uint32_t i = container_; i < elements()[container_].end; ++i) {
        const Element& element = elements()[i];
        if (element.dropped || !element.block || element.own == 0) continue;
        Block block{i, element.own, element.own_link, heading_level(element.node.name()), false, is_listed(i)};
        std::string text = outline_.own_text(i);
        block.sentence = ends_like_a_sentence(text);
        if (block.weight <= short_block) block.text = std::move(text);
        blocks_.push_back(std::move(block));
    }
}

void Cleaner::judge_singly() {
    for (Block& block : blocks_) {
        if (block.weight > short_block) continue;
        if (block.link * 10 > block.weight * 8 && !block.heading && (!block.sentence || block.weight < 40))
            block.keep = false;
        else if (is_furniture(block.text))
            block.keep = false;
        else if (block.heading == 1 || (block.heading == 2 && similar(block.text, headline_)))
            block.keep = false;
    }
}

// Labels, bylines, dates before the first paragraph of prose and behind the last.
void Cleaner::trim_ends() {
    std::size_t first = 0, last = blocks_.size();
    while (first < blocks_.size() && !is_prose(blocks_[first])) ++first;
    if (first == blocks_.size()) return;
    while (!is_prose(blocks_[last - 1])) --last;
    for (std::size_t i = 0; i < first; ++i)
        if (!blocks_[i].sentence && !blocks_[i].listed) blocks_[i].keep = false;
    for (std::size_t i = last; i < blocks_.size(); ++i)
        if (!blocks_[i].sentence && !(blocks_[i].listed && blocks_[i].link == 0)) blocks_[i].keep = false;
}

// A heading stands for what follows; when all of it went, it goes too.
void Cleaner::drop_childless_headings() {
    bool followed = false;
    for (std::size_t i = blocks_.size(); i-- > 0;) {
        Block& block = blocks_[i];
        if (!block.keep) continue;
        if (!block.heading)
            followed = true;
        else if (!followed)
            block.keep = false;
    }
}

}  // namespace

void clean_blocks(Outline& outline, std::uint32_t container, const std::string& headline) {
    Cleaner(outline, container, headline).run();
}

}  // namespace newsbus::extract
