#include "extract/body/cards.h"

#include "extract/tree/class_names.h"

#include <string_view>
#include <unordered_set>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t least_text = 150;  // of what is left
constexpr std::uint32_t shortest_title = 12, longest_card = 800, longest_excerpt = 500;
constexpr std::uint32_t most_elements = 80;
constexpr int most_paragraphs = 2;
constexpr std::size_t fewest_cards = 3;

bool are_alike(pugi::xml_node a, pugi::xml_node b) {
    return std::string_view(a.name()) == b.name() && first_class(a) == first_class(b);
}

bool may_be_card(const Element& element) {
    const std::string_view name = element.name();
    return (name == "div" || name == "li" || name == "article" || name == "section" || name == "tr") &&
           element.text <= longest_card && element.mass <= longest_excerpt && element.link >= shortest_title;
}

// Another page of the same site; a mark in this page is none.
bool leads_into_site(std::string_view address, std::string_view site) {
    if (address.empty() || address[0] == '#' || address[0] == '?') return false;
    const std::size_t host = address.starts_with("//") ? 2 : address.find("://") + 3;
    if (!address.starts_with("//") && address.find("://") == address.npos)
        return address.find(':') > address.find('/');  // no "mailto:" or "javascript:"
    std::string_view name = address.substr(host, address.find_first_of("/?#", host) - host);
    return name.ends_with(site) && (name.size() == site.size() || name[name.size() - site.size() - 1] == '.');
}

std::string_view address_of(pugi::xml_node node) {
    return std::string_view(node.name()) == "a" ? std::string_view(node.attribute("href").value()) : std::string_view();
}

// Of the link in a block, or around it.
std::string_view address_at(const Outline& outline, std::uint32_t block, std::uint32_t card) {
    const auto& elements = outline.elements;
    for (std::uint32_t i = block; i < elements[block].end; ++i)
        if (std::string_view address = address_of(elements[i].node); !address.empty()) return address;
    for (std::uint32_t i = block; i != elements[card].parent; i = elements[i].parent)
        if (std::string_view address = address_of(elements[i].node); !address.empty()) return address;
    return {};
}

// Where the title leads: the first block that is a link and nothing else. "" = no such title, or too much beside it.
std::string_view address_of_card(const Outline& outline, std::uint32_t card) {
    const auto& elements = outline.elements;
    if (elements[card].end - card > most_elements) return {};
    std::string_view address;
    int paragraphs = 0;
    for (std::uint32_t i = card; i < elements[card].end; ++i) {
        const Element& element = elements[i];
        if (!element.block || element.own == 0) continue;
        paragraphs += prose_mass(element) > 0;
        const bool title = element.own >= shortest_title && element.own_link * 10 >= element.own * 8;
        if (title && address.empty()) address = address_at(outline, i, card);
    }
    return paragraphs <= most_paragraphs ? address : std::string_view();
}

/// Cards side by side.
struct Row {
    std::vector<std::uint32_t> cards;
    std::unordered_set<std::string_view> addresses;
    std::uint32_t mass = 0;
};

void drop_row(Outline& outline, const Row& row) {
    if (row.addresses.size() < fewest_cards || row.mass == 0) return;
    if (outline.total_mass() - row.mass < least_text) return;
    for (std::uint32_t card : row.cards) outline.drop(card);
}

void drop_rows_in(Outline& outline, std::uint32_t parent, std::string_view site) {
    const auto& elements = outline.elements;
    Row row;
    for (std::uint32_t i = parent + 1; i < elements[parent].end; i = elements[i].end) {
        if (elements[i].dropped) continue;
        std::string_view address = may_be_card(elements[i]) ? address_of_card(outline, i) : std::string_view();
        if (!leads_into_site(address, site)) address = {};
        if (address.empty() && elements[i].mass == 0) continue;  // a rule, an advertisement, a picture
        if (!row.cards.empty() && (address.empty() || !are_alike(elements[row.cards.front()].node, elements[i].node))) {
            drop_row(outline, row);
            row = {};
        }
        if (address.empty()) continue;
        row.cards.push_back(i);
        row.addresses.insert(address);
        row.mass += elements[i].mass;
    }
    drop_row(outline, row);
}

}  // namespace

void drop_cards(Outline& outline, std::string_view site) {
    for (std::uint32_t i = 0; i < outline.elements.size();) {
        const Element& element = outline.elements[i];
        if (element.dropped) {
            i = element.end;
            continue;
        }
        if (element.mass > 0 && element.link > 0) drop_rows_in(outline, i, site);
        ++i;
    }
}

}  // namespace newsbus::extract
