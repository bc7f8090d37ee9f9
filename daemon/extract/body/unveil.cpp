#include "extract/body/unveil.h"

#include "extract/tree/outline.h"
#include "html/elements.h"
#include "html/walk.h"

#include <string_view>

namespace newsbus::extract {
namespace {

constexpr int fewest_paragraphs = 2;  // of prose; one may be the plea to turn scripts on

/// Calls `each` for every element, hidden ones included; `each` says whether those inside are asked for.
template <class Each>
void each_element(pugi::xml_node page, Each each) {
    html::walk(
        page,
        [&each](pugi::xml_node node) { return node.type() == pugi::node_element ? each(node) : html::Descend::no; },
        [](pugi::xml_node) {});
}

bool is_noscript(pugi::xml_node node) {
    return std::string_view(node.name()) == "noscript";
}

std::uint32_t prose_in(pugi::xml_node node) {
    const Outline inside = outline_of(node);
    int paragraphs = 0;
    for (const Element& element : inside.elements) paragraphs += element.block && prose_mass(element) > 0;
    return paragraphs >= fewest_paragraphs ? inside.total_mass() : 0;
}

// Words of a sentence that explain themselves when they are touched: text of the paragraph goes on behind.
bool is_term(pugi::xml_node button) {
    constexpr int most_steps = 3;
    pugi::xml_node at = button;
    for (int steps = 0; at && steps < most_steps; at = at.parent(), ++steps) {
        const std::string_view around = at.parent().name();
        if (around != "p" && around != "span") return false;
        for (pugi::xml_node after = at.next_sibling(); after; after = after.next_sibling())
            if (after.type() == pugi::node_pcdata && weight_of(after.value()) > 0) return true;
        if (around == "p") return false;
    }
    return false;
}

bool holds_headline(pugi::xml_node node) {
    bool found = false;
    each_element(node, [&found](pugi::xml_node inside) {
        found = found || std::string_view(inside.name()) == "h1";
        return found ? html::Descend::no : html::Descend::yes;
    });
    return found;
}

}  // namespace

// React sends parts of a page late, as <div hidden id="S:1">, and a script moves them into their place.
std::vector<pugi::xml_node> show_late_pieces(pugi::xml_node page) {
    std::vector<pugi::xml_node> noscript;
    pugi::xml_node inside;  // the last of them
    html::walk(
        page,
        [&](pugi::xml_node node) {
            if (node.type() != pugi::node_element) return html::Descend::no;
            const std::string_view name = node.name();
            if (name == "noscript" && !inside) noscript.push_back(inside = node);
            if (name == "template" && (node.attribute("shadowrootmode") || node.attribute("shadowroot")))
                node.set_name("div");
            if (name == "button" && is_term(node)) node.set_name("span");
            if (name == "div" && std::string_view(node.attribute("id").value()).starts_with("S:"))
                node.remove_attribute("hidden");
            return html::Descend::yes;
        },
        [&inside](pugi::xml_node node) {
            if (node == inside) inside = {};
        });
    return noscript;
}

std::uint32_t prose_in(const std::vector<pugi::xml_node>& noscript) {
    std::uint32_t prose = 0;
    for (pugi::xml_node node : noscript) prose += prose_in(node);
    return prose;
}

std::vector<pugi::xml_node> show_noscript(pugi::xml_node page) {
    std::vector<pugi::xml_node> shown;
    each_element(page, [&shown](pugi::xml_node node) {
        if (is_noscript(node) && node.set_name("div")) shown.push_back(node);
        return html::Descend::yes;
    });
    return shown;
}

void hide_noscript(const std::vector<pugi::xml_node>& shown) {
    for (pugi::xml_node node : shown) node.set_name("noscript");
}

bool show_hidden_page(pugi::xml_node page) {
    bool any = false;
    each_element(page, [&any](pugi::xml_node node) {
        const bool hidden = !is_noscript(node) && (node.attribute("hidden") || node.attribute("style")) &&
                            html::is_hidden(node) && holds_headline(node) && prose_in(node) > 0;
        if (!hidden) return html::Descend::yes;
        node.remove_attribute("hidden");
        node.remove_attribute("style");
        any = true;
        return html::Descend::yes;
    });
    return any;
}

}  // namespace newsbus::extract
