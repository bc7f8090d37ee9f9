#include "extract/body/prose.h"

#include "extract/words/byline_words.h"
#include "extract/words/date_label.h"
#include "extract/words/date_text.h"
#include "text/agencies.h"
#include "text/words.h"

#include <algorithm>
#include <functional>
#include <string>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_class = 300;
constexpr std::size_t odd = 0x9E3779B97F4A7C15U;

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

// "10:15", "9.05" is too many other things.
bool has_time(std::string_view text) {
    auto digit = [text](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1))
        if (colon > 0 && digit(colon - 1) && digit(colon + 1) && digit(colon + 2) && !digit(colon + 3)) return true;
    return false;
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

enum class Letters { uncased, capitalised, mixed };

// How the words of a line are written, short ones aside: names and titles have capitals throughout.
Letters letters_in(std::string_view line, const std::vector<text::Word>& words) {
    constexpr std::size_t particle = 3;  // "van", "and", "des"
    bool cased = false;
    for (const text::Word& word : words) {
        std::string_view written = line.substr(word.begin, word.end - word.begin);
        if (word.shape == text::Shape::lower && characters_in(written) > particle) return Letters::mixed;
        cased = cased || word.shape == text::Shape::title || word.shape == text::Shape::upper;
    }
    return cased ? Letters::capitalised : Letters::uncased;
}

bool is_p(const Element& element) {
    return element.name() == "p";
}

// The same with that of the element around.
std::size_t place_of(const Outline& outline, std::uint32_t block) {
    const Element& element = outline.elements[block];
    return make_of(outline.elements[element.parent].node) * odd + make_of(element.node);
}

}  // namespace

std::size_t count_of(const std::vector<text::Word>& words) {
    std::size_t spaced = 0, characters = 0, clusters = 0;
    for (const text::Word& word : words) {
        if (word.unit == text::Unit::ideograph || word.unit == text::Unit::syllable)
            ++characters;
        else if (word.unit == text::Unit::cluster)
            ++clusters;
        else
            ++spaced;
    }
    return spaced + (characters + 1) / 2 + (clusters + 2) / 3;
}

std::size_t words_in(std::string_view text) {
    return count_of(text::words(text));
}

std::size_t make_of(pugi::xml_node node) {
    std::size_t make = std::hash<std::string_view>()(node.name());
    for (char c : std::string_view(node.attribute("class").value()).substr(0, longest_class))
        if (c < '0' || c > '9') make = (make ^ static_cast<unsigned char>(c)) * odd;
    return make;
}

bool is_label(std::string_view line) {
    constexpr std::size_t few_words = 4, most_names = 8, most_timed = 7, most_dated = 10;
    if (text::agency_line(line) || !date_in(line).empty() || line.find('@') != std::string_view::npos) return true;
    std::vector<text::Word> words = text::words(line);
    if (count_of(words) <= most_timed && has_time(line)) return true;
    if (count_of(words) <= most_dated && date_label(line).kind != DateKind::none && !date_within(line).text.empty())
        return true;  // "Mis en ligne le jeudi 3 mars 2022"
    Letters letters = letters_in(line, words);
    if (letters == Letters::capitalised) {
        if (line.starts_with('(') && line.ends_with(')') && count_of(words) > few_words)
            return false;  // "(Reporting by"
        return !has_digit(line) || !date_within(line).text.empty();
    }
    if (letters == Letters::uncased && has_digit(line) && !date_within(line).text.empty()) return true;
    std::size_t label = by_label_size(line);
    if (label == 0) return count_of(words) < few_words;
    std::vector<text::Word> names = text::words(line.substr(label));
    return names.empty() || (names.front().shape != text::Shape::lower && count_of(names) <= most_names);
}

void Typography::add(const Outline& outline, std::uint32_t block) {
    std::uint32_t weight = outline.elements[block].own;
    blocks_.push_back(block);
    by_make_[make_of(outline.elements[block].node)] += weight;
    by_place_[place_of(outline, block)] += weight;
    total_ += weight;
    if (is_p(outline.elements[block])) parents_.insert(outline.elements[block].parent);
}

bool Typography::is_like_text(const Outline& outline, std::uint32_t block) const {
    return is_good_part(outline, block, by_make_, make_of(outline.elements[block].node));
}

bool Typography::is_beside_text(const Outline& outline, std::uint32_t block) const {
    return is_good_part(outline, block, by_place_, place_of(outline, block));
}

// Of the weight of the other blocks.
bool Typography::is_good_part(const Outline& outline, std::uint32_t block, const Weights& weights,
                              std::size_t kind) const {
    auto known = weights.find(kind);
    if (known == weights.end()) return false;
    bool added = std::binary_search(blocks_.begin(), blocks_.end(), block);
    std::uint32_t own = added ? outline.elements[block].own : 0;
    return known->second > own && (known->second - own) * 4 >= total_ - own;
}

bool Typography::is_next_to_text(const Outline& outline, std::uint32_t block) const {
    const Element& element = outline.elements[block];
    return is_p(element) && parents_.contains(element.parent);
}

bool Typography::is_around_text(const Outline& outline, std::uint32_t block) const {
    const Element& element = outline.elements[block];
    auto inside = std::upper_bound(blocks_.begin(), blocks_.end(), block);
    if (inside == blocks_.end() || *inside >= element.end) return false;
    std::uint32_t bare = 0;
    for (pugi::xml_node child : element.node.children())
        if (child.type() == pugi::node_pcdata) bare += weight_of(child.value());
    return bare * 2 > element.own;
}

}  // namespace newsbus::extract
