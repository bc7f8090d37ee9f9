#pragma once

#include "html/elements.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace newsbus::extract {

/// One visible element of a page, with the measures that decide what the main text is. Text is measured in characters
/// without white space; a CJK character counts as three.
struct Element {
    pugi::xml_node node;
    std::uint32_t parent = 0;    ///< index; the root is its own parent
    std::uint32_t end = 0;       ///< behind the last element of its subtree
    std::uint32_t own = 0;       ///< of a block: text that is in no deeper block
    std::uint32_t own_link = 0;  ///< of that, inside <a>
    std::uint32_t text = 0;      ///< all text below
    std::uint32_t link = 0;      ///< of that, inside <a>
    std::uint64_t print = 0;     ///< of the own text of a block: the same for the same text
    std::uint32_t mass = 0;      ///< prose: text below in blocks that read like prose and were not dropped
    bool block = false;          ///< begins a paragraph
    bool dropped = false;        ///< it and all below is no article
    bool own_dropped = false;    ///< only its own text
    std::uint8_t number = 0;     ///< of the element's name: html::number_of

    /// In lower case. Cheaper than to ask the node.
    std::string_view name() const { return number > 0 ? html::name_of(number) : node.name(); }
};

/// The visible elements of a page in document order. The subtree of element i is [i, elements[i].end).
class Outline {
public:
    std::vector<Element> elements;

    std::uint32_t total_mass() const { return elements.empty() ? 0 : elements[0].mass; }

    /// Marks the subtree of `i` as dropped and subtracts its mass from the elements around it.
    void drop(std::uint32_t i);
    /// Does the same for the own text of the element only.
    void drop_own(std::uint32_t i);

    /// The text of a block that stands in no deeper block, on one line.
    std::string own_text(std::uint32_t i) const;

private:
    void take_mass(std::uint32_t i, std::uint32_t mass);
};

/// Measures everything below `root` that is not hidden. Linear.
Outline outline_of(pugi::xml_node root);

/// How much of a block's own text counts as prose.
std::uint32_t prose_mass(const Element& element);

/// Length of a text in characters, CJK counting for three, white space not at all.
std::uint32_t weight_of(const char* text);

}  // namespace newsbus::extract
