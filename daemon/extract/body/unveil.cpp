#include "extract/body/unveil.h"

#include "extract/tree/outline.h"
#include "html/elements.h"
#include "html/walk.h"

#include <algorithm>
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
    return static_cast<bool>(
        node.find_node([](pugi::xml_node inside) { return std::string_view(inside.name()) == "h1"; }));
}

// What scripts of a page show when it is complete, and not a box that they show now and then.
bool holds_page(pugi::xml_node node) {
    return static_cast<bool>(node.find_node([](pugi::xml_node inside) {
        const std::string_view name = inside.name();
        return name == "h1" || name == "main" || name == "article";
    }));
}

// An element of the site's own is a block where no text stands beside it.
bool is_block_of_its_own(pugi::xml_node node) {
    const std::string_view name = node.name();
    if (name.find('-') == name.npos || name.starts_with("amp-")) return false;
    for (pugi::xml_node beside : {node.previous_sibling(), node.next_sibling()})
        if (beside.type() == pugi::node_pcdata && weight_of(beside.value()) > 0) return false;
    return true;
}

std::string_view id_of(pugi::xml_node node) {
    return node.attribute("id").value();
}

// "S:1" belongs where <template id="B:1"> stands.
void put_in_place(pugi::xml_node piece, const std::vector<pugi::xml_node>& places) {
    constexpr std::size_t most_places = 200;
    if (places.size() > most_places) return;
    const auto place = std::ranges::find_if(
        places, [piece](pugi::xml_node node) { return id_of(node).substr(2) == id_of(piece).substr(2); });
    if (place == places.end()) return;
    for (pugi::xml_node around = *place; around; around = around.parent())
        if (around == piece) return;
    place->parent().insert_move_before(piece, *place);
}

bool is_dialog(pugi::xml_node node) {
    const std::string_view role = node.attribute("role").value();
    return std::string_view(node.name()) == "dialog" || role == "dialog" || role == "alertdialog";
}

}  // namespace

// React sends parts of a page late, as <div hidden id="S:1">, and a script moves them into their place.
std::vector<pugi::xml_node> show_late_pieces(pugi::xml_node page) {
    std::vector<pugi::xml_node> noscript, places, pieces;
    pugi::xml_node inside;  // the last of them
    html::walk(
        page,
        [&](pugi::xml_node node) {
            if (node.type() != pugi::node_element) return html::Descend::no;
            const std::string_view name = node.name();
            if (name == "noscript" && !inside) noscript.push_back(inside = node);
            if (name == "template" && (node.attribute("shadowrootmode") || node.attribute("shadowroot")))
                node.set_name("div");
            if (name == "template" && id_of(node).starts_with("B:")) places.push_back(node);
            if (name == "button" && is_term(node)) node.set_name("span");
            if (name == "div" && id_of(node).starts_with("S:")) {
                node.remove_attribute("hidden");
                pieces.push_back(node);
            }
            if (is_block_of_its_own(node)) node.set_name("div");
            return html::Descend::yes;
        },
        [&inside](pugi::xml_node node) {
            if (node == inside) inside = {};
        });
    for (pugi::xml_node piece : pieces) put_in_place(piece, places);
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

bool hide_dialogs(const Outline& whole) {
    constexpr std::uint32_t shortest = 800, least_left = 400;
    std::uint32_t left = whole.total_mass();
    bool any = false;
    for (std::uint32_t i = 1; i < whole.elements.size();) {
        const Element& element = whole.elements[i];
        const bool goes = element.mass >= shortest && is_dialog(element.node) && left - element.mass >= least_left &&
                          !holds_headline(element.node);
        if (goes) {
            pugi::xml_node(element.node).append_attribute("hidden");
            left -= element.mass;
            any = true;
        }
        i = goes ? element.end : i + 1;
    }
    return any;
}

bool show_hidden_page(pugi::xml_node page) {
    bool any = false;
    each_element(page, [&any](pugi::xml_node node) {
        const bool hidden = !is_noscript(node) && (node.attribute("hidden") || node.attribute("style")) &&
                            html::is_hidden(node) && holds_page(node) && prose_in(node) > 0;
        if (!hidden) return html::Descend::yes;
        node.remove_attribute("hidden");
        node.remove_attribute("style");
        any = true;
        return html::Descend::yes;
    });
    return any;
}

}  // namespace newsbus::extract
