#include "extract/body/site_page.h"

#include "base/sha256.h"
#include "extract/body/overlap.h"
#include "html/elements.h"
#include "text/letters.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t shortest_text = 30;              // shorter lines, such as "Verdict", recur in articles
constexpr std::uint32_t shortest_elsewhere = 60;         // outside the main text there is more of everything
constexpr std::uint32_t long_text = 260;                 // of several sentences
constexpr int few_pages = 2;                             // other pages that make a text the site's
constexpr int many_pages = 4;                            // the same for what reads like a part of the article
constexpr std::uint64_t elsewhere = 0x9E3779B97F4A7C15;  // tells the print of a text outside the main text

// Lists, quotations and tables are parts of articles, and what they say is said again.
bool is_listed(const Outline& outline, std::uint32_t i) {
    for (int steps = 0; i != 0 && steps < 4; i = outline.elements[i].parent, ++steps)
        for (std::string_view name : {"li", "blockquote", "td", "th", "dd", "dt", "pre"})
            if (name == outline.elements[i].name()) return true;
    return false;
}

// What the rest of the page says: it shows that a text belongs to the article though it recurs on the site.
class Claims {
public:
    explicit Claims(const BodyHints& hints) : json_ld_(hints.json_ld_body) {
        for (const std::string& description : hints.descriptions)
            descriptions_.push_back(text::letters_of(description));
    }

    bool in_json_ld(std::string_view text) const {
        Overlap::Count count = json_ld_.count(text);
        return count.all > 0 && count.found * 2 >= count.all;
    }

    bool in_description(std::string_view text) const {
        return std::any_of(descriptions_.begin(), descriptions_.end(),
                           [letters = text::letters_of(text)](const auto& description) {
                               return description.find(letters) != std::string::npos;
                           });
    }

private:
    Overlap json_ld_;
    std::vector<std::string> descriptions_;
};

bool is_linked(const Element& element) {
    return element.own_link * 2 > element.own;
}

}  // namespace

SitePage::SitePage(SiteMemory& memory, const Url& url)
    : memory_(memory), page_(fingerprint(comparable_url(url))), known_(memory.knows(page_)) {}

void SitePage::take_prints(const Outline& outline) {
    blocks_.clear();
    for (std::uint32_t i = 0; i < outline.elements.size(); ++i) {
        const Element& element = outline.elements[i];
        if (element.block && element.own >= shortest_text && html::heading_level(element.name()) == 0)
            blocks_.push_back({i, fingerprint(text::letters_of(outline.own_text(i)))});
    }
}

// On how many other pages the print stood. Text outside of main texts includes the first lines of other articles, so
// that evidence alone counts as one page less.
int SitePage::pages_with(std::uint64_t print) const {
    int inside = memory_.pages_with(print), outside = memory_.pages_with(print ^ elsewhere);
    return inside + outside - (inside == 0 && outside > 0) - known_;
}

// Its paragraphs that nobody has dropped.
std::vector<SitePage::Block> SitePage::main_text(const Outline& outline, std::uint32_t container) const {
    std::vector<Block> found;
    for (const Block& block : blocks_) {
        const Element& element = outline.elements[block.element];
        if (block.element >= container && block.element < outline.elements[container].end && !element.dropped &&
            !element.own_dropped)
            found.push_back(block);
    }
    return found;
}

int SitePage::drop_recurring(Outline& outline, std::uint32_t container, const BodyHints& hints) {
    std::vector<Block> blocks = main_text(outline, container);
    auto is_own = [this](const Block& block) { return pages_with(block.print) < few_pages; };
    auto first = std::find_if(blocks.begin(), blocks.end(), is_own);
    auto last = std::find_if(blocks.rbegin(), blocks.rend(), is_own).base();
    std::optional<Claims> claims;
    std::vector<std::uint32_t> recurring;
    std::uint32_t mass = 0;
    for (auto block = blocks.begin(); block != blocks.end(); ++block) {
        if (is_own(*block) || is_listed(outline, block->element)) continue;
        if (!claims) claims.emplace(hints);
        const Element& element = outline.elements[block->element];
        std::string text = outline.own_text(block->element);
        bool inside = block > first && block < last && element.own > long_text && element.own_link == 0;
        if ((inside || claims->in_json_ld(text)) && pages_with(block->print) < many_pages) continue;
        if (claims->in_description(text)) continue;
        recurring.push_back(block->element);
        mass += prose_mass(element);
    }
    if (mass * 5 > outline.elements[container].mass * 3) return 0;
    for (std::uint32_t i : recurring) outline.drop_own(i);
    return static_cast<int>(recurring.size());
}

void SitePage::take_lesson(const Outline& outline, std::uint32_t container) {
    std::unordered_set<std::uint64_t> inside, outside;
    std::uint32_t fresh = 0, once = 0;
    for (const Block& block : blocks_) {
        const Element& element = outline.elements[block.element];
        if (block.element >= container && block.element < outline.elements[container].end && !element.dropped) {
            inside.insert(block.print);
            int pages = pages_with(block.print);
            if (pages < few_pages) (pages < 1 ? fresh : once) += element.own;
        } else if (element.own >= shortest_elsewhere && !is_linked(element)) {
            outside.insert(block.print);
        }
    }
    if (once > fresh) return;
    lesson_ = {page_, {inside.begin(), inside.end()}};
    for (std::uint64_t print : outside)
        if (!inside.contains(print)) lesson_.texts.push_back(print ^ elsewhere);
}

}  // namespace newsbus::extract
