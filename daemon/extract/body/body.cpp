#include "extract/body/body.h"

#include "extract/body/attempt.h"
#include "extract/body/brief.h"
#include "extract/body/figures.h"
#include "extract/body/lead.h"
#include "extract/body/overlap.h"
#include "extract/body/second_opinion.h"
#include "extract/body/site_page.h"
#include "extract/body/teasers.h"
#include "extract/tree/naming.h"
#include "html/sanitize.h"
#include "html/text.h"
#include "text/letters.h"
#include "text/paragraphs.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t least_story = 40;  // is a main text too, if the page says that it is an article: "More follows"

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

// Is the container, or what is around it, the article of a page that says it is one? Then little is a story too.
bool is_story(const Attempt& attempt, const BodyHints& hints) {
    if (!hints.declared) return false;
    const auto& elements = attempt.outline.elements;
    for (std::uint32_t at = attempt.container; at != 0; at = elements[at].parent)
        if (elements[at].name() == "article" || naming_of(elements[at].node).body) return true;
    return false;
}

// Plain text as HTML paragraphs.
std::string paragraphs(std::string_view text, const Url& base) {
    pugi::xml_document document;
    text::each_paragraph(text, [&document](std::string_view paragraph) {
        document.append_child("p").append_child(pugi::node_pcdata).set_value(std::string(paragraph).c_str());
    });
    return html::sanitized(document, base);
}

// The paragraph above the container, unless the container begins with it too.
void put_lead(const std::string& lead, const Url& base, Body& body) {
    if (lead.empty() ||
        text::letters_of(std::string_view(body.text).substr(0, 2 * lead.size())).find(text::letters_of(lead)) !=
            std::string::npos)
        return;
    body.text.insert(0, lead + "\n\n");
    body.html.insert(0, paragraphs(lead, base));
}

// Does the JSON-LD have much more text than the page shows, because scripts put the text in? Different pieces are
// compared too, since some JSON-LD has its text twice.
bool is_in_json_ld_only(const std::string& text, const std::string& json_ld) {
    std::uint32_t stated = weight_of(json_ld.c_str());
    if (stated < least_prose || stated * 2 <= weight_of(text.c_str()) * 3) return false;
    return Overlap(json_ld).size() * 2 > Overlap(text).size() * 3;
}

}  // namespace

Body plain_body(std::string text, std::string origin, const Url& base) {
    Body body;
    body.html = paragraphs(text, base);
    body.text = std::move(text);
    body.origin = std::move(origin);
    return body;
}

Body take_body(pugi::xml_node page, const BodyHints& hints, const Url& base, SitePage* site) {
    Attempt best = best_attempt(page, hints, site);
    hear_second_opinion(hints, best);
    Body body;
    const bool enough = best.mass() >= (is_story(best, hints) ? least_story : least_prose);
    if (!enough && hints.dated) body = plain_body(brief_below(best.whole, hints.headline), "page", base);
    best.whole = {};  // as large as the tree
    if (enough) {
        if (site) site->take_lesson(best.outline, best.container);
        body.images = figures_in(best.outline, best.container);
        body.teasers = is_list_of_teasers(best.outline, best.container);
        std::uint32_t lead = find_lead(best.outline, best.container, hints.descriptions);
        std::string lead_text = lead ? best.outline.own_text(lead) : "";
        remove_dropped(best.outline, best.container);
        pugi::xml_node node = best.outline.elements[best.container].node;
        best.outline = {};
        body.text = html::plain_text(node);
        body.html = html::sanitized(node, base);
        put_lead(lead_text, base, body);
        body.origin = best.recurring > 0 ? "page+site" : "page";
    }
    if (!is_in_json_ld_only(body.text, hints.json_ld_body)) return body;
    Body stated = plain_body(hints.json_ld_body, "json-ld", base);
    stated.images = std::move(body.images);
    return stated;
}

}  // namespace newsbus::extract
