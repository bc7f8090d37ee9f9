#include "extract/body.h"

#include "extract/clean_blocks.h"
#include "extract/container.h"
#include "extract/outline.h"
#include "extract/prune.h"
#include "html/sanitize.h"
#include "html/text.h"

namespace newsbus::extract {
namespace {

constexpr std::uint32_t least_prose = 100;  // less is no main text

// Takes a block's own text out and leaves the blocks inside.
void remove_own_text(const Outline& outline, std::uint32_t i) {
    const Element& element = outline.elements[i];
    for (std::uint32_t j = i + 1; j < element.end; j = outline.elements[j].end) {
        bool holds_blocks = false;
        for (std::uint32_t k = j; k < outline.elements[j].end && !holds_blocks; ++k)
            holds_blocks = outline.elements[k].block;
        if (!holds_blocks) pugi::xml_node(element.node).remove_child(outline.elements[j].node);
    }
    for (pugi::xml_node child = element.node.first_child(); child;) {
        pugi::xml_node next = child.next_sibling();
        if (child.type() == pugi::node_pcdata) pugi::xml_node(element.node).remove_child(child);
        child = next;
    }
}

// Backwards, so that what is inside goes before what is around it.
void remove_dropped(const Outline& outline, std::uint32_t container) {
    for (std::uint32_t i = outline.elements[container].end; i-- > container;) {
        const Element& element = outline.elements[i];
        if (element.own_dropped) remove_own_text(outline, i);
        if (!element.dropped || i == container || outline.elements[element.parent].dropped) continue;
        element.node.parent().remove_child(element.node);
    }
}

}  // namespace

Body take_body(pugi::xml_node page, const BodyHints& hints, const Url& base) {
    Outline outline = outline_of(page);
    prune_page(outline);
    std::uint32_t container = find_container(outline);
    clean_blocks(outline, container, hints.headline);
    Body body;
    if (outline.elements[container].mass < least_prose) return body;
    remove_dropped(outline, container);
    pugi::xml_node node = outline.elements[container].node;
    body.text = html::plain_text(node);
    body.html = html::sanitized(node, base);
    body.origin = "page";
    return body;
}

}  // namespace newsbus::extract
