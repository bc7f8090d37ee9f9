#include "extract/tree/outline.h"

#include "html/elements.h"
#include "html/text_writer.h"
#include "html/walk.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t shortest_prose = 50;
constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;

bool is_text_block(unsigned traits, std::string_view name) {
    return (traits & (html::block | html::table_cell)) || name == "button";
}

// Its text is not that of the block around it.
bool is_apart(pugi::xml_node node) {
    const std::string_view name = node.name();
    const unsigned traits = html::traits_of(name);
    return html::is_hidden(node, traits) || is_text_block(traits, name);
}

// An <a> without an address is a mark in the page. Unclosed, it would make a link of all that follows.
bool is_link(pugi::xml_node node, std::string_view name) {
    return name == "a" && node.attribute("href");
}

class Measurer {
public:
    explicit Measurer(pugi::xml_node root) {
        outline_.elements.push_back({root});
        outline_.elements[0].block = true;
        open_.push_back({0, 0, 0});
        html::walk(
            root, [this](pugi::xml_node node) { return enter(node); }, [this](pugi::xml_node) { leave(); });
        outline_.elements[0].end = static_cast<std::uint32_t>(outline_.elements.size());
        sum_up();
    }

    Outline take() && { return std::move(outline_); }

private:
    struct Open {
        std::uint32_t element;
        std::uint32_t block;  // innermost
        int links;            // open <a>
    };

    html::Descend enter(pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata) {
            text(node.value());
            return html::Descend::no;
        }
        const std::string_view name = node.name();
        const std::uint8_t number = html::number_of(name);
        const unsigned traits = html::traits_of(number);
        if (html::is_hidden(node, traits)) return html::Descend::no;
        auto index = static_cast<std::uint32_t>(outline_.elements.size());
        Element element{node};
        element.number = number;
        element.parent = open_.back().element;
        element.block = is_text_block(traits, name);
        outline_.elements.push_back(element);
        open_.push_back({index, element.block ? index : open_.back().block, open_.back().links + is_link(node, name)});
        return html::Descend::yes;
    }

    void leave() {
        outline_.elements[open_.back().element].end = static_cast<std::uint32_t>(outline_.elements.size());
        open_.pop_back();
    }

    void text(const char* value) {
        std::uint32_t weight = weight_of(value);
        if (weight == 0) return;
        const Open& open = open_.back();
        Element& block = outline_.elements[open.block];
        block.own += weight;
        block.print = block.print * odd + std::hash<std::string_view>()(value);
        outline_.elements[open.element].text += weight;
        if (open.links == 0) return;
        outline_.elements[open.block].own_link += weight;
        outline_.elements[open.element].link += weight;
    }

    void sum_up() {
        auto& elements = outline_.elements;
        for (std::size_t i = elements.size(); i-- > 0;) {
            Element& element = elements[i];
            if (element.block) element.mass += prose_mass(element);
            if (i == 0) break;
            Element& parent = elements[element.parent];
            parent.text += element.text;
            parent.link += element.link;
            parent.mass += element.mass;
        }
    }

    Outline outline_;
    std::vector<Open> open_;
};

}  // namespace

std::uint32_t weight_of(const char* text) {
    std::uint32_t weight = 0;
    for (; *text; ++text) {
        auto byte = static_cast<unsigned char>(*text);
        if (byte <= ' ' || (byte & 0xC0) == 0x80) continue;
        weight += byte >= 0xE3 && byte <= 0xED ? 3 : 1;  // U+3000 to U+DFFF: CJK, kana, hangul
    }
    return weight;
}

std::uint32_t prose_mass(const Element& element) {
    if (element.own < shortest_prose || element.own_link * 2 > element.own) return 0;
    if (html::heading_level(element.name()) > 0) return 0;
    return element.own - element.own_link;
}

void Outline::drop(std::uint32_t i) {
    if (elements[i].dropped) return;
    take_mass(i, elements[i].mass);
    bool inside_a_block = true;
    for (std::uint32_t j = i; j < elements[i].end; ++j) {
        elements[j].dropped = true;
        inside_a_block = inside_a_block && !elements[j].block;
    }
    if (!inside_a_block) return;
    std::uint32_t block = i;
    while (!elements[block].block) block = elements[block].parent;
    Element& around = elements[block];
    std::uint32_t before = prose_mass(around);
    around.own -= std::min(around.own, elements[i].text);
    around.own_link -= std::min(around.own_link, elements[i].link);
    std::uint32_t after = prose_mass(around);
    if (before > after) around.mass -= before - after, take_mass(block, before - after);
}

void Outline::drop_own(std::uint32_t i) {
    if (elements[i].dropped || elements[i].own_dropped) return;
    elements[i].own_dropped = true;
    std::uint32_t mass = prose_mass(elements[i]);
    elements[i].mass -= mass;
    take_mass(i, mass);
}

// Off everything around `i`.
void Outline::take_mass(std::uint32_t i, std::uint32_t mass) {
    while (i != 0) {
        i = elements[i].parent;
        elements[i].mass -= mass;
    }
}

std::string Outline::own_text(std::uint32_t i) const {
    std::vector<pugi::xml_node> dropped;  // of what is inside, in document order
    for (std::uint32_t j = i + 1; j < elements[i].end;) {
        bool inside = !elements[j].block && !elements[j].dropped;
        if (elements[j].dropped) dropped.push_back(elements[j].node);
        j = inside ? j + 1 : elements[j].end;
    }
    html::TextWriter writer(html::TextWriter::Shape::one_line);
    std::size_t next = 0;
    html::walk(
        elements[i].node,
        [&](pugi::xml_node child) {
            bool goes = next < dropped.size() && child == dropped[next];
            if (goes) ++next;
            if (child.type() == pugi::node_pcdata)
                writer.text(child.value());
            else if (std::string_view(child.name()) == "br")
                writer.space();
            else if (goes || is_apart(child))
                return html::Descend::no;
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return std::move(writer).take();
}

Outline outline_of(pugi::xml_node root) {
    return Measurer(root).take();
}

}  // namespace newsbus::extract
