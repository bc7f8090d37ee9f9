#include "extract/body/clean_blocks.h"

#include "extract/body/boxes.h"
#include "extract/body/overlap.h"
#include "extract/body/prose.h"
#include "extract/tree/class_names.h"
#include "html/elements.h"
#include "text/letters.h"
#include "text/page_lines.h"
#include "text/sentence.h"

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
    int heading;                     // level, 0 = none
    bool sentence;                   // holds the end of one
    bool listed;                     // stands in a list, quote or table
    bool quoted;                     // set apart as a quotation
    bool furniture = false;          // of short blocks only: a line of the page, not of the text,
    bool aside = false;              // or one in which the site speaks of itself
    bool copyright = false;          // a note on rights
    Overlap::Count in_json_ld = {};  // how much of the text
    std::size_t hash = 0;            // of the text
    bool keep = true;

    bool is_in_json_ld() const { return in_json_ld.all > 0 && in_json_ld.found * 2 >= in_json_ld.all; }
};

constexpr std::uint32_t short_block = 260;
constexpr std::uint32_t shortest_linked = 40;  // a sentence that is a link from end to end
constexpr std::uint32_t shortest_paragraph = 60;
constexpr std::uint32_t longest_line = 150;  // of a page: no label, title or caption is longer, most are shorter
constexpr std::size_t shortest_told = 500;
constexpr std::uint32_t shortest_repeated = 60;
constexpr std::uint32_t longest_pull_quote = 400;
constexpr std::size_t most_repeated = 3;
constexpr std::size_t most_asides = 4;

bool is_list_like(std::string_view name) {
    return name == "li" || name == "blockquote" || name == "td" || name == "th" || name == "dd" || name == "dt" ||
           name == "pre";
}

// "Copyright 1995 - 2026. All rights reserved. The content ...", "© Courier 2026", however long.
bool is_copyright_note(std::string_view text) {
    constexpr std::string_view word = "copyright", sign = "\xC2\xA9";
    if (text.starts_with(sign)) return true;
    if (text.size() < word.size() + 2 || text::lower_case(text.substr(0, word.size())) != word) return false;
    text.remove_prefix(std::min(text.find_first_not_of(" :", word.size()), text.size()));
    return text.starts_with(sign) || text.starts_with("(c)") || text.starts_with("(C)") || text.starts_with("19") ||
           text.starts_with("20");
}

class Cleaner {
public:
    Cleaner(Outline& outline, std::uint32_t container, const BodyHints& hints)
        : outline_(outline),
          container_(container),
          headline_(hints.headline),
          json_ld_(hints.json_ld_body.size() < shortest_told ? std::string_view() : hints.json_ld_body) {}

    void run() {
        drop_link_lists(outline_, container_);
        drop_captions(outline_, container_);
        drop_calls_to_follow(outline_, container_);
        gather();
        drop_what_precedes_title();
        judge_singly();
        drop_asides();
        drop_repeated();
        drop_pull_quotes();
        drop_what_json_ld_lacks();
        drop_teasers();
        trim_ends();
        drop_childless_headings();
        for (const Block& block : blocks_)
            if (!block.keep) outline_.drop_own(block.element);
    }

private:
    const std::vector<Element>& elements() const { return outline_.elements; }

    void gather();
    void drop_what_precedes_title();
    void judge_singly();
    void drop_asides();
    void drop_repeated();
    void drop_pull_quotes();
    void drop_what_json_ld_lacks();
    void drop_teasers();
    bool is_title(const Block& block) const;
    bool leads_elsewhere(const Block& block) const;
    bool is_catalogue(std::size_t first) const;
    bool is_answer(std::size_t i) const;
    bool is_end_of_text(const Block& block) const;
    bool opens_text(std::size_t i, std::size_t first) const;
    void learn_typography();
    void trim_ends();
    void drop_childless_headings();
    bool is_listed(std::uint32_t i);
    bool is_quoted(std::uint32_t i);
    bool is_paragraph(const Block& block) const;
    bool is_short_paragraph(const Block& block) const;

    Outline& outline_;
    std::uint32_t container_;
    const std::string& headline_;
    Overlap json_ld_;
    std::vector<Block> blocks_;
    Typography typography_;
};

bool Cleaner::is_listed(std::uint32_t i) {
    for (int steps = 0; i != container_ && i != 0 && steps < 4; i = elements()[i].parent, ++steps)
        if (is_list_like(elements()[i].name())) return true;
    return false;
}

bool Cleaner::is_quoted(std::uint32_t i) {
    constexpr std::size_t longest_class = 300;
    for (int steps = 0; i != container_ && i != 0 && steps < 4; i = elements()[i].parent, ++steps) {
        pugi::xml_node node = elements()[i].node;
        std::string_view names = std::string_view(node.attribute("class").value()).substr(0, longest_class);
        if (std::string_view(node.name()) == "blockquote" || names.find("quote") != names.npos ||
            names.find("Quote") != names.npos)
            return true;
    }
    return false;
}

void Cleaner::gather() {
    blocks_.reserve(static_cast<std::size_t>(
        std::count_if(elements().begin() + container_, elements().begin() + elements()[container_].end,
                      [](const Element& element) { return element.block && element.own > 0; })));
    for (std::uint32_t i = container_; i < elements()[container_].end; ++i) {
        const Element& element = elements()[i];
        if (element.dropped || element.own_dropped || !element.block || element.own == 0) continue;
        Block block{i,     element.own,  element.own_link, html::heading_level(element.name()),
                    false, is_listed(i), is_quoted(i)};
        std::string text = outline_.own_text(i);
        block.sentence = text::holds_a_sentence(text);
        if (block.weight >= shortest_repeated) block.hash = std::hash<std::string>()(text);
        if (json_ld_.size() > 0) block.in_json_ld = json_ld_.count(text);
        block.copyright = is_copyright_note(text);
        if (block.weight <= short_block) {
            block.furniture = text::is_furniture(text) || (block.heading == 2 && text::similar(text, headline_));
            block.aside = !block.furniture && !block.heading && text::is_aside(text);
        }
        blocks_.push_back(block);
    }
}

// The title of the page. A page with several <h1> uses them for its sections, too.
bool Cleaner::is_title(const Block& block) const {
    if (block.heading != 1) return false;
    const auto titles = std::ranges::count(blocks_, 1, &Block::heading);
    return titles == 1 || text::similar(outline_.own_text(block.element), headline_);
}

// "Read more: A new roof for the fish hall", "RELATED | ...": a word or two, a sign, and a link to another page.
bool Cleaner::leads_elsewhere(const Block& block) const {
    constexpr std::uint32_t longest_label = 20;
    const std::uint32_t label = block.weight - block.link;
    if (block.heading || block.link < shortest_linked / 3 || label == 0 || label > longest_label) return false;
    const std::string text = outline_.own_text(block.element);
    const std::size_t sign = text.find_first_of(":|>");
    return sign != text.npos && weight_of(text.substr(0, sign).c_str()) <= label &&
           label <= weight_of(text.substr(0, sign).c_str()) + 2 && !text::ends_like_a_sentence(text);
}

// Where headline and text share a box, what stands above it is a notice, a ticker, leads of other articles.
void Cleaner::drop_what_precedes_title() {
    constexpr std::uint32_t least_text = 400;
    const auto title = std::ranges::find_if(blocks_, [this](const Block& block) { return is_title(block); });
    if (title == blocks_.begin() || title == blocks_.end()) return;
    std::uint32_t before = 0, behind = 0;
    for (auto block = blocks_.begin(); block != blocks_.end(); ++block)
        if (!block->heading) (block < title ? before : behind) += block->weight;
    if (behind < least_text || behind < before) return;
    std::uint32_t box = elements()[title->element].parent;
    while (box != container_ && elements()[box].mass * 10 < behind * 8) box = elements()[box].parent;
    for (auto block = blocks_.begin(); block != title; ++block)
        if (block->element < box) block->keep = false;
}

void Cleaner::judge_singly() {
    for (Block& block : blocks_) {
        if (block.copyright) block.keep = false;
        if (block.weight > short_block) continue;
        bool linked = block.link * 10 > block.weight * 8 && !block.heading;
        if (block.furniture || is_title(block) || leads_elsewhere(block))
            block.keep = false;
        else if (linked &&
                 (block.weight < shortest_linked || !text::ends_like_a_sentence(outline_.own_text(block.element))))
            block.keep = false;
    }
}

// What the site says of itself, unless that is what the article is about.
void Cleaner::drop_asides() {
    std::vector<Block*> asides;
    for (Block& block : blocks_)
        if (block.keep && block.aside) asides.push_back(&block);
    if (asides.size() > most_asides) return;
    for (Block* block : asides) block->keep = false;
}

// A paragraph that stands twice is a quotation set apart, or a box for two sizes of screens. What repeats itself now
// and then, as plans and recipes do, is left.
void Cleaner::drop_repeated() {
    std::vector<Block*> by_hash, again;
    for (Block& block : blocks_)
        if (block.keep && !block.heading && !block.listed && block.weight >= shortest_repeated)
            by_hash.push_back(&block);
    std::stable_sort(by_hash.begin(), by_hash.end(), [](const Block* a, const Block* b) { return a->hash < b->hash; });
    for (std::size_t i = 1; i < by_hash.size(); ++i)
        if (by_hash[i]->hash == by_hash[i - 1]->hash) again.push_back(by_hash[i]);
    if (again.size() > most_repeated || again.size() * 3 > by_hash.size() - again.size()) return;
    for (Block* block : again) block->keep = false;
}

// Sentences of the text that are set apart once more, to catch the eye.
void Cleaner::drop_pull_quotes() {
    auto may_be_one = [](const Block& block) {
        return block.keep && block.quoted && !block.heading && block.weight <= longest_pull_quote;
    };
    if (std::none_of(blocks_.begin(), blocks_.end(), may_be_one)) return;
    std::string rest;
    for (const Block& block : blocks_)
        if (block.keep && !block.heading && !may_be_one(block)) rest += outline_.own_text(block.element) + "\n";
    Overlap text(rest);
    for (Block& block : blocks_) {
        if (!may_be_one(block)) continue;
        Overlap::Count said = text.count(outline_.own_text(block.element));
        if (said.all > 0 && said.found * 10 >= said.all * 9) block.keep = false;
    }
}

// Behind the text come other articles: headings that are links, each with a line or two below.
void Cleaner::drop_teasers() {
    constexpr int most_lines = 2;
    std::size_t first = blocks_.size();
    int teasers = 0, lines = 0;
    for (std::size_t i = blocks_.size(); i-- > 0;) {
        const Block& block = blocks_[i];
        if (!block.keep) continue;
        if (!block.heading && (block.weight > short_block || ++lines > most_lines)) break;
        if (!block.heading) continue;
        if (block.link * 10 < block.weight * 8) break;
        first = i, lines = 0, ++teasers;
    }
    if (teasers < 2) return;
    for (std::size_t i = first; i < blocks_.size(); ++i) blocks_[i].keep = false;
}

// When the JSON-LD has the whole text and the page shows little else, what the JSON-LD lacks is furniture.
void Cleaner::drop_what_json_ld_lacks() {
    Overlap::Count all;
    int headings = 0, told = 0;
    for (const Block& block : blocks_) {
        if (block.keep && block.heading) ++headings, told += block.is_in_json_ld();
        if (!block.keep || block.heading) continue;
        all.found += block.in_json_ld.found +
                     (block.is_in_json_ld() ? Overlap::run - 1 : 0);  // those across the paragraph's end
        all.all += block.in_json_ld.all;
    }
    const bool tells_headings = told > 0 && told * 2 >= headings;  // one may repeat what the text says
    bool whole = all.found * 10 >= json_ld_.size() * 9 && all.found * 10 >= all.all * 7;
    if (json_ld_.size() < shortest_told || !whole) return;
    for (Block& block : blocks_)
        if (block.in_json_ld.all > 0 && !block.is_in_json_ld() && (!block.heading || tells_headings))
            block.keep = false;
}

// Results, line-ups, prices: many short lines below headings, hardly any of them a link.
bool Cleaner::is_catalogue(std::size_t first) const {
    constexpr int least_lines = 8, least_headings = 2;
    int lines = 0, headings = 0, links = 0;
    for (std::size_t i = first; i < blocks_.size(); ++i) {
        if (!blocks_[i].keep) continue;
        ++(blocks_[i].heading ? headings : lines);
        links += blocks_[i].link * 2 > blocks_[i].weight;
    }
    return lines >= least_lines && headings >= least_headings && links * 5 < lines;
}

// Surely a paragraph of the text: from the first such block to the last one nothing is trimmed.
bool Cleaner::is_paragraph(const Block& block) const {
    if (!block.keep || block.heading || block.weight < shortest_paragraph || block.link * 2 >= block.weight)
        return false;
    if (block.sentence || block.weight > longest_line) return true;
    if (block.listed || !typography_.is_like_text(outline_, block.element)) return false;
    std::string text = outline_.own_text(block.element);
    return !is_label(text) && !text::is_page_line(text);
}

// A shorter block before or behind the sure paragraphs: is it made as they are, and does it say something?
bool Cleaner::is_short_paragraph(const Block& block) const {
    constexpr std::size_t fewest_words = 6;  // of a paragraph with a class of its own: "first", "last", "contributors"
    if (!block.keep || block.heading || block.link * 3 > block.weight) return false;
    bool odd =
        !typography_.is_beside_text(outline_, block.element) && !typography_.is_around_text(outline_, block.element);
    if (odd && (block.link > 0 || !typography_.is_next_to_text(outline_, block.element))) return false;
    std::string text = outline_.own_text(block.element);
    if (odd && words_in(text) < fewest_words) return false;
    return !is_label(text) && !text::is_page_line(text);
}

// The last answer of an interview may be one word.
bool Cleaner::is_answer(std::size_t i) const {
    if (i == 0 || !blocks_[i].keep || !blocks_[i - 1].keep || blocks_[i].heading || blocks_[i].link > 0) return false;
    if (!typography_.is_beside_text(outline_, blocks_[i].element)) return false;
    return outline_.own_text(blocks_[i - 1].element).ends_with('?') &&
           !text::is_page_line(outline_.own_text(blocks_[i].element));
}

// Does the block begin what stands behind the text: a heading, or a line that is one by its words?
bool Cleaner::is_end_of_text(const Block& block) const {
    if (block.heading) return block.keep;
    if (block.weight > short_block) return false;
    std::string text = outline_.own_text(block.element);
    return !text::letters_of(text).empty() && text::is_page_line(text);
}

void Cleaner::learn_typography() {
    for (const Block& block : blocks_)
        if (block.keep && !block.heading && !block.listed && block.weight >= shortest_paragraph &&
            block.link * 2 < block.weight)
            typography_.add(outline_, block.element);
}

// The heading of the first of several sections: the first of all, or of a row of boxes made alike.
bool Cleaner::opens_text(std::size_t i, std::size_t first) const {
    constexpr int enough = 2;
    if (!blocks_[i].keep || !blocks_[i].heading || i + 1 != first) return false;
    if (blocks_[i].heading == 1) return true;
    const std::uint32_t box = elements()[blocks_[i].element].parent;
    if (elements()[blocks_[first].element].parent != box ||
        text::similar(outline_.own_text(blocks_[i].element), headline_))
        return false;
    int alike = 0;
    for (std::size_t k = first + 1; k < blocks_.size() && alike < enough; ++k)
        alike += blocks_[k].keep && blocks_[k].heading == blocks_[i].heading &&
                 elements()[blocks_[k].element].parent != box &&
                 have_same_classes(elements()[elements()[blocks_[k].element].parent].node, elements()[box].node);
    return alike == enough;
}

// Labels, bylines, dates before the first paragraph and behind the last.
void Cleaner::trim_ends() {
    learn_typography();
    std::size_t first = 0, last = blocks_.size();
    while (first < blocks_.size() && !is_paragraph(blocks_[first])) ++first;
    if (first == blocks_.size()) return;
    while (!is_paragraph(blocks_[last - 1])) --last;
    for (std::size_t i = 0; i < first; ++i)
        if (!blocks_[i].sentence && !blocks_[i].listed && !is_short_paragraph(blocks_[i]) && !opens_text(i, first))
            blocks_[i].keep = false;
    drop_lists_of_facts(outline_, container_, blocks_[first].element);
    if (is_catalogue(last)) return;
    bool ended = false;
    for (std::size_t i = last; i < blocks_.size(); ++i) {
        if (blocks_[i].sentence && blocks_[i].keep) continue;
        ended = ended || is_end_of_text(blocks_[i]);
        bool part =
            blocks_[i].listed ? blocks_[i].link == 0 : !ended && (is_short_paragraph(blocks_[i]) || is_answer(i));
        if (!part) blocks_[i].keep = false;
    }
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

void clean_blocks(Outline& outline, std::uint32_t container, const BodyHints& hints) {
    Cleaner(outline, container, hints).run();
}

}  // namespace newsbus::extract
