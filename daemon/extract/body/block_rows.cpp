#include "extract/body/block_rows.h"

#include "base/ascii.h"
#include "base/name_table.h"
#include "extract/body/overlap.h"
#include "extract/body/prose.h"
#include "html/elements.h"
#include "text/letters.h"
#include "text/page_lines.h"
#include "text/sentence.h"
#include "text/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_line = 120;  // bytes
constexpr std::uint32_t shortest_paragraph = 50, long_paragraph = 150;
constexpr std::size_t least_json_ld = 300;
constexpr std::size_t most_blocks = 20'000;  // 9 MB of rows
constexpr float farthest = 99;
constexpr std::size_t odd = 0x9E3779B97F4A7C15U;
constexpr std::size_t reach = neighbours.back();

float share(double part, double all) {
    return all > 0 ? static_cast<float>(part / all) : 0;
}

float flag(bool is) {
    return is ? 1 : 0;
}

float tag_of(std::string_view name) {
    constexpr std::pair<std::string_view, int> known[] = {
        {"p", 1},          {"li", 2},     {"td", 3},      {"th", 3},      {"div", 4}, {"figcaption", 5},
        {"blockquote", 6}, {"button", 7}, {"section", 9}, {"article", 9}, {"main", 9}};
    for (const auto& [tag, number] : known)
        if (tag == name) return static_cast<float>(number);
    return html::heading_level(name) > 0 ? 8 : 0;
}

/// How many elements of a kind are around an element, itself included.
struct Around {
    static constexpr std::pair<std::string_view, Measure> kinds[] = {
        {"li", Measure::list_items},    {"td", Measure::cells},       {"aside", Measure::asides},
        {"nav", Measure::navs},         {"header", Measure::headers}, {"footer", Measure::footers},
        {"form", Measure::forms},       {"figure", Measure::figures}, {"blockquote", Measure::quotes},
        {"article", Measure::articles}, {"main", Measure::mains}};
    static constexpr NameTable<std::uint8_t> kind_of = [] {
        NameTable<std::uint8_t> table;
        for (std::uint8_t kind = 0; kind < std::size(kinds); ++kind) table.add(kinds[kind].first, kind);
        return table;
    }();

    std::uint16_t depth = 0;
    std::uint16_t counts[std::size(kinds)]{};
    int article = -1;  // depth of the innermost
};

std::vector<Around> around_all(const Outline& outline) {
    std::vector<Around> all(outline.elements.size());
    for (std::size_t i = 1; i < all.size(); ++i) {
        Around& here = all[i] = all[outline.elements[i].parent];
        if (here.depth < UINT16_MAX) ++here.depth;
        const std::string_view name = outline.elements[i].name();
        const std::uint8_t* kind = Around::kind_of.find(name);
        if (kind && here.counts[*kind] < UINT16_MAX) ++here.counts[*kind];
        if (kind && name == "article") here.article = here.depth;
    }
    return all;
}

// Commas, digits, capitals, small letters of ASCII, and signs that menus and addresses are full of.
constexpr std::size_t character_kinds = 5;
using CharacterCounts = std::array<std::uint32_t, character_kinds>;

// A character adds to one of five counters of 12 bits that share a register.
constexpr unsigned counter_bits = 12;
constexpr std::array<std::uint64_t, 256> counters = [] {
    constexpr std::string_view marks = "|/><@#";
    std::array<std::uint64_t, 256> adds{};
    const auto put = [&adds](char c, unsigned kind) {
        adds[static_cast<unsigned char>(c)] = std::uint64_t{1} << (kind * counter_bits);
    };
    put(',', 0);
    for (char c = '0'; c <= '9'; ++c) put(c, 1);
    for (char c = 'A'; c <= 'Z'; ++c) put(c, 2);
    for (char c = 'a'; c <= 'z'; ++c) put(c, 3);
    for (char c : marks) put(c, 4);
    return adds;
}();

CharacterCounts count_characters(std::string_view text) {
    constexpr std::size_t most = (1U << counter_bits) - 1;
    CharacterCounts counts{};
    for (; !text.empty(); text.remove_prefix(std::min(most, text.size()))) {
        std::uint64_t sum = 0;
        for (char c : text.substr(0, most)) sum += counters[static_cast<unsigned char>(c)];
        for (std::uint32_t& count : counts) {
            count += static_cast<std::uint32_t>(sum & most);
            sum >>= counter_bits;
        }
    }
    return counts;
}

class Rows {
public:
    Rows(const Outline& outline, const BodyHints& hints)
        : outline_(outline),
          headline_(hints.headline),
          has_json_ld_(hints.json_ld_body.size() >= least_json_ld),
          json_ld_(has_json_ld_ ? std::string_view(hints.json_ld_body) : std::string_view()),
          description_(lines_of(hints.descriptions)) {}

    std::vector<BlockRow> take(std::uint32_t container) && {
        if (!find_blocks()) return {};
        auto index_of = [this](std::uint32_t element) {
            return static_cast<std::size_t>(std::ranges::lower_bound(blocks_, element, {}, &Block::element) -
                                            blocks_.begin());
        };
        first_ = index_of(container), last_ = index_of(outline_.elements[container].end);
        begin_ = first_ - std::min(first_, reach);
        rows_.resize(std::min(last_ + reach, blocks_.size()) - begin_);
        for (std::size_t i = begin_; i < begin_ + rows_.size(); ++i) read_block(i);
        find_headline();
        const std::vector<Around> around = around_all(outline_);
        for (std::size_t i = first_; i < last_; ++i) read_around(i, around[blocks_[i].element]);
        read_page();
        read_windows();
        for (std::size_t i = first_; i < last_; ++i) read_neighbours(i);
        const auto from = rows_.begin() + static_cast<std::ptrdiff_t>(first_ - begin_);
        return {from, from + static_cast<std::ptrdiff_t>(last_ - first_)};
    }

private:
    struct Block {
        std::uint32_t element;
        float link, heading;
        std::size_t make, place;  ///< how it is made, and how it stands
    };
    struct Mass {
        double prose = 0;
        int blocks = 0;
    };

    static std::string lines_of(const std::vector<std::string>& texts) {
        std::string lines;
        for (const std::string& text : texts) lines += text + "\n";
        return lines;
    }

    float& at(std::size_t block, Measure measure) { return rows_[block - begin_][measure]; }
    const Element& element(std::size_t block) const { return outline_.elements[blocks_[block].element]; }

    bool find_blocks() {
        std::size_t make_around = 0;
        for (std::uint32_t i = 0; i < outline_.elements.size(); ++i) {
            const Element& block = outline_.elements[i];
            if (!block.block || block.own == 0) continue;
            if (blocks_.size() == most_blocks) return false;
            const double mass = prose_mass(block);
            const Element& parent = outline_.elements[block.parent];
            if (blocks_.empty() || block.parent != outline_.elements[blocks_.back().element].parent)
                make_around = make_of(parent.node);
            const std::size_t make = make_of(block.node), place = make_around * odd + make;
            const int level = html::heading_level(block.name());
            blocks_.push_back({i, share(block.own_link, block.own), static_cast<float>(level), make, place});
            Mass& made = makes_[make];
            made.prose += mass, ++made.blocks;
            places_[place] += mass;
            ++times_[block.print];
            mass_ += mass, text_ += block.own;
        }
        return true;
    }

    static float part_in(const Overlap& whole, const std::string& letters, float unknown) {
        const Overlap::Count count = whole.count_letters(letters);
        return count.all > 0 ? share(static_cast<double>(count.found), static_cast<double>(count.all)) : unknown;
    }

    void read_characters(std::size_t i, const std::string& text) {
        const CharacterCounts counts = count_characters(text);
        const double commas = counts[0], digits = counts[1], capitals = counts[2], letters = capitals + counts[3],
                     marks = counts[4];
        const double own = element(i).own;
        at(i, Measure::commas) = share(commas, own), at(i, Measure::digits) = share(digits, own);
        at(i, Measure::capitals) = share(capitals, letters), at(i, Measure::marks) = share(marks, own);
        at(i, Measure::question) = flag(text.ends_with('?')), at(i, Measure::colon) = flag(text.ends_with(':'));
        at(i, Measure::dots) = flag(text.ends_with("...") || text.ends_with("\u2026"));
    }

    void read_words(std::size_t i, const std::string& text) {
        const std::vector<text::Word> words = text::words(text);
        const auto titled = std::ranges::count_if(words, [](const text::Word& word) {
            return word.shape == text::Shape::title || word.shape == text::Shape::upper;
        });
        at(i, Measure::words) = static_cast<float>(count_of(words));
        at(i, Measure::titled) = share(static_cast<double>(titled), static_cast<double>(words.size()));
    }

    // The block that is the headline, or the first <h1>.
    void find_headline() {
        const std::string wanted = text::letters_of(headline_);
        const std::uint32_t weight = weight_of(headline_.c_str());
        bool found = false;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const bool may_be = weight > 0 && element(i).own <= 2 * weight && weight <= 2 * element(i).own;
            if (may_be && text::letters_of(outline_.own_text(blocks_[i].element)) == wanted) {
                if (i >= first_ && i < last_) at(i, Measure::is_headline) = 1;
                if (!std::exchange(found, true)) titled_ = i;
            } else if (!titled_ && blocks_[i].heading == 1) {
                titled_ = i;
            }
        }
    }

    // What stands for the block and its neighbours.
    void read_block(std::size_t i) {
        const auto& [index, link, heading, make, place] = blocks_[i];
        const std::string text = outline_.own_text(index);
        rows_[i - begin_].element = index;
        at(i, Measure::own) = static_cast<float>(element(i).own);
        at(i, Measure::link) = link, at(i, Measure::heading) = heading;
        at(i, Measure::tag) = tag_of(element(i).name());
        at(i, Measure::sentence) = flag(text::holds_a_sentence(text));
        at(i, Measure::ends) = flag(text::ends_like_a_sentence(text));
        at(i, Measure::furniture) = flag(text.size() < longest_line && text::is_furniture(text));
        at(i, Measure::label) = flag(text.size() < longest_line && is_label(text));
        at(i, Measure::times) = static_cast<float>(times_[element(i).print]);
        const Mass& made = makes_[make];
        at(i, Measure::alike) = share(made.prose, mass_);
        at(i, Measure::alike_count) = static_cast<float>(made.blocks);
        at(i, Measure::placed) = share(places_[place], mass_);
        read_characters(i, text);
        read_words(i, text);
        const std::string letters = text::letters_of(text);
        at(i, Measure::in_json_ld) = has_json_ld_ ? part_in(json_ld_, letters, -2) : -1;
        at(i, Measure::in_description) = part_in(description_, letters, -1);
    }

    void read_around(std::size_t i, const Around& around) {
        for (std::size_t kind = 0; kind < std::size(Around::kinds); ++kind)
            at(i, Around::kinds[kind].second) = around.counts[kind];
        at(i, Measure::depth) = around.depth;
        at(i, Measure::to_article) = around.article < 0 ? -1 : static_cast<float>(around.depth - around.article);
        const Element& parent = outline_.elements[element(i).parent];
        const Element& grand = outline_.elements[parent.parent];
        at(i, Measure::parent_mass) = share(parent.mass, mass_);
        at(i, Measure::parent_link) = share(parent.link, parent.text);
        at(i, Measure::parent_prose) = share(parent.mass, parent.text);
        at(i, Measure::grand_mass) = share(grand.mass, mass_);
        at(i, Measure::grand_link) = share(grand.link, grand.text);
        at(i, Measure::grand_prose) = share(grand.mass, grand.text);
    }

    void read_page() {
        double before = 0;
        for (std::size_t i = 0; i < first_; ++i) before += element(i).own;
        for (std::size_t i = first_; i < last_; ++i) {
            at(i, Measure::total) = static_cast<float>(mass_), at(i, Measure::prose) = share(mass_, text_);
            at(i, Measure::position) = share(static_cast<double>(i), static_cast<double>(blocks_.size()));
            at(i, Measure::text_position) = share(before, text_);
            at(i, Measure::from_headline) = titled_ ? static_cast<float>(i) - static_cast<float>(*titled_) : -1000;
            before += element(i).own;
        }
    }

    // How much of the page's paragraphs stands close by, how much before, and how far the next long ones are.
    void read_windows() {
        const std::size_t size = blocks_.size();
        std::vector<double> up_to(size + 1);
        for (std::size_t i = 0; i < size; ++i) {
            const bool counts =
                element(i).own >= shortest_paragraph && blocks_[i].link < .5F && blocks_[i].heading == 0;
            up_to[i + 1] = up_to[i] + (counts ? element(i).own : 0);
        }
        const double all = std::max(up_to[size], 1.0);
        auto within = [&](std::size_t i, std::size_t width) {
            return share(up_to[std::min(i + width + 1, size)] - up_to[i - std::min(i, width)], all);
        };
        auto is_long = [&](std::size_t i) { return up_to[i + 1] - up_to[i] >= long_paragraph; };
        float since = farthest, until = farthest;
        for (std::size_t i = 0; i < last_; ++i) {
            if (i >= first_) at(i, Measure::since_long) = since;
            since = is_long(i) ? 1 : std::min(since + 1, farthest);
        }
        for (std::size_t i = first_; i < last_; ++i) {
            at(i, Measure::near) = within(i, 3), at(i, Measure::mid) = within(i, 8);
            at(i, Measure::far) = within(i, 20);
            at(i, Measure::before) = share(up_to[i], all);
        }
        for (std::size_t i = size; i-- > first_;) {
            if (i < last_) at(i, Measure::until_long) = until;
            until = is_long(i) ? 1 : std::min(until + 1, farthest);
        }
    }

    void read_neighbours(std::size_t i) {
        std::size_t column = measure_count;
        Columns& columns = rows_[i - begin_].columns;
        for (Measure measure : neighbouring)
            for (int step : neighbours) {
                const std::size_t other = i + static_cast<std::size_t>(step);  // wraps around before the first
                columns[column++] = other < blocks_.size() ? at(other, measure) : 0;
            }
    }

    const Outline& outline_;
    std::string headline_;
    bool has_json_ld_;
    Overlap json_ld_, description_;
    std::vector<Block> blocks_;         // of the whole page
    std::size_t first_ = 0, last_ = 0;  // of them, those in the container
    std::size_t begin_ = 0;             // of them, the one that the first row is of
    std::vector<BlockRow> rows_;        // of the container and its neighbours
    std::unordered_map<std::size_t, Mass> makes_;
    std::unordered_map<std::size_t, double> places_;
    std::unordered_map<std::uint64_t, int> times_;
    double mass_ = 0, text_ = 0;
    std::optional<std::size_t> titled_;  // the block that is the headline
};

constexpr std::array<std::string_view, measure_count> measure_names = {
    "own",         "link",        "words",       "sentence",    "ends",          "furniture",      "label",
    "heading",     "tag",         "commas",      "digits",      "capitals",      "marks",          "titled",
    "question",    "colon",       "dots",        "times",       "in_json_ld",    "in_description", "is_headline",
    "depth",       "list_items",  "cells",       "asides",      "navs",          "headers",        "footers",
    "forms",       "figures",     "quotes",      "articles",    "mains",         "to_article",     "alike",
    "placed",      "alike_count", "parent_mass", "parent_link", "parent_prose",  "grand_mass",     "grand_link",
    "grand_prose", "total",       "prose",       "position",    "text_position", "from_headline",  "near",
    "mid",         "far",         "before",      "since_long",  "until_long"};
static_assert(!measure_names.back().empty());

}  // namespace

std::string column_name(std::size_t column) {
    if (column < measure_count) return std::string(measure_names[column]);
    column -= measure_count;
    const auto measure = static_cast<std::size_t>(neighbouring[column / neighbours.size()]);
    const int step = neighbours[column % neighbours.size()];
    return std::string(measure_names[measure]) + (step > 0 ? "+" : "") + std::to_string(step);
}

std::vector<BlockRow> block_rows(const Outline& outline, std::uint32_t container, const BodyHints& hints) {
    return Rows(outline, hints).take(container);
}

}  // namespace newsbus::extract
