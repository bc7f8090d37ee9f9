#include "extract/body/body.h"

#include "extract/body/clean_blocks.h"
#include "extract/body/container.h"
#include "extract/body/figures.h"
#include "extract/body/lead.h"
#include "extract/body/overlap.h"
#include "extract/body/prune.h"
#include "extract/body/site_page.h"
#include "extract/tree/naming.h"
#include "extract/tree/outline.h"
#include "extract/words/similar.h"
#include "html/sanitize.h"
#include "html/text.h"
#include "html/walk.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t least_prose = 100;   // less is no main text,
constexpr std::uint32_t least_story = 40;    // unless the page says that it is an article: "More follows"
constexpr std::uint32_t little_prose = 600;  // so little that the page is looked at again
constexpr std::uint32_t longest_plea = 400;  // to turn scripts on

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

// React sends parts of a page late, as <div hidden id="S:1">, and a script moves them into their place.
void show_streamed_parts(pugi::xml_node page) {
    html::walk(
        page,
        [](pugi::xml_node node) {
            if (node.attribute("hidden") && std::string_view(node.attribute("id").value()).starts_with("S:"))
                node.remove_attribute("hidden");
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
}

// What a page shows to readers without scripts. True when there is any.
bool show_noscript(pugi::xml_node page) {
    bool any = false;
    html::walk(
        page,
        [&any](pugi::xml_node node) {
            if (std::string_view(node.name()) == "noscript") any = node.set_name("div");
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return any;
}

struct Attempt {
    Outline outline;
    std::uint32_t container = 0;
    std::uint32_t parts = 0;  // prose that Pruning::parts would have left
    int recurring = 0;        // paragraphs of the site that were left out

    std::uint32_t mass() const { return outline.elements[container].mass; }
};

Attempt attempt(pugi::xml_node page, const BodyHints& hints, SitePage* site, Pruning pruning) {
    Attempt result{outline_of(page)};
    if (site) site->take_prints(result.outline);
    result.parts = prune_page(result.outline, pruning);
    result.container = find_container(result.outline, hints.headline);
    if (site) result.recurring = site->drop_recurring(result.outline, result.container, hints);
    clean_blocks(result.outline, result.container, hints);
    return result;
}

// Names mislead on some pages: then the page is looked at again, and the other reading has to find clearly more.
Attempt best_attempt(pugi::xml_node page, const BodyHints& hints, SitePage* site) {
    Attempt best = attempt(page, hints, site, Pruning::usual);
    if (best.parts * 4 > best.mass()) {
        Attempt of_parts = attempt(page, hints, site, Pruning::parts);
        if (of_parts.mass() * 5 > best.mass() * 6) best = std::move(of_parts);
    }
    if (best.mass() < little_prose) {
        Attempt careful = attempt(page, hints, site, Pruning::careful);
        if (careful.mass() > 2 * best.mass()) best = std::move(careful);
    }
    if (best.mass() < least_prose && show_noscript(page)) {
        Attempt without_scripts = attempt(page, hints, site, Pruning::usual);
        if (without_scripts.mass() > longest_plea) best = std::move(without_scripts);
    }
    return best;
}

// Is the container, or what is around it, the article of a page that says it is one? Then little is a story too.
bool is_story(const Attempt& attempt, const BodyHints& hints) {
    if (!hints.declared) return false;
    const auto& elements = attempt.outline.elements;
    for (std::uint32_t at = attempt.container; at != 0; at = elements[at].parent)
        if (std::string_view(elements[at].node.name()) == "article" || naming_of(elements[at].node).body) return true;
    return false;
}

// Plain text as HTML paragraphs.
std::string paragraphs(std::string_view text, const Url& base) {
    pugi::xml_document document;
    while (!text.empty()) {
        std::size_t end = std::min(text.find("\n\n"), text.size());
        document.append_child("p").append_child(pugi::node_pcdata).set_value(std::string(text.substr(0, end)).c_str());
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return html::sanitized(document, base);
}

// The paragraph above the container, unless the container begins with it too.
void put_lead(const std::string& lead, const Url& base, Body& body) {
    if (lead.empty() ||
        letters_of(std::string_view(body.text).substr(0, 2 * lead.size())).find(letters_of(lead)) != std::string::npos)
        return;
    body.text.insert(0, lead + "\n\n");
    body.html.insert(0, paragraphs(lead, base));
}

// The page shows much less than its JSON-LD: the text is put in by scripts. Some JSON-LD has its text twice.
bool is_in_json_ld_only(const std::string& text, const std::string& json_ld) {
    std::uint32_t told = weight_of(json_ld.c_str());
    if (told < least_prose || told * 2 <= weight_of(text.c_str()) * 3) return false;
    return Overlap(json_ld).size() * 2 > Overlap(text).size() * 3;
}

}  // namespace

Body take_body(pugi::xml_node page, const BodyHints& hints, const Url& base, SitePage* site) {
    show_streamed_parts(page);
    Attempt best = best_attempt(page, hints, site);
    Body body;
    if (best.mass() >= (is_story(best, hints) ? least_story : least_prose)) {
        if (site) site->take_lesson(best.outline, best.container);
        body.images = figures_in(best.outline, best.container);
        std::uint32_t lead = find_lead(best.outline, best.container, hints.descriptions);
        std::string lead_text = lead ? best.outline.own_text(lead) : "";
        remove_dropped(best.outline, best.container);
        pugi::xml_node node = best.outline.elements[best.container].node;
        best.outline = {};  // as large as the tree
        body.text = html::plain_text(node);
        body.html = html::sanitized(node, base);
        put_lead(lead_text, base, body);
        body.origin = best.recurring > 0 ? "page+site" : "page";
    }
    if (is_in_json_ld_only(body.text, hints.json_ld_body)) {
        body.text = hints.json_ld_body;
        body.html = paragraphs(body.text, base);
        body.origin = "json-ld";
    }
    return body;
}

}  // namespace newsbus::extract
