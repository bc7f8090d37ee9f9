#include "extract/body/prune.h"

#include "base/ascii.h"
#include "extract/tree/class_names.h"
#include "extract/tree/naming.h"
#include "extract/words/correction_note.h"
#include "html/elements.h"
#include "html/text.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t enough_prose = 800;   // what is left is an article by itself
constexpr std::uint32_t some_prose = 500;     // a teaser list, a biography; a layout's "sidebar-grid" holds more
constexpr std::uint32_t little_prose = 150;   // a line of contact data
constexpr std::uint32_t least_text = 150;     // however much readers wrote below it
constexpr std::uint32_t least_article = 400;  // <article> also names teasers

// May `element` go, given how much prose would be left?
bool may_go(const Element& element, const Naming& naming, std::uint32_t total, Pruning pruning) {
    if (element.mass == 0) return true;
    std::uint32_t left = total - element.mass;
    if (pruning == Pruning::careful) return element.mass * 3 < total || (naming.strong && left >= enough_prose / 2);
    if (naming.caption && !naming.junk) return element.mass * 3 < total;
    // An advertisement that is nearly all of the page was not closed.
    if (naming.strong) return (left >= enough_prose / 2 && element.mass <= 6 * left) || element.mass * 2 < total;
    if (element.mass < little_prose && element.mass * 3 < total) return true;
    const bool aside = element.name() == "aside";
    if (aside && left >= some_prose && element.mass * 3 < left * 2) return true;
    return element.mass * 100 < total * 15 || (left >= enough_prose && element.mass < some_prose);
}

// Is it a few words in the middle of a paragraph? Then they belong to its sentence, whatever the element is called.
bool is_amid_prose(const Outline& outline, std::uint32_t i) {
    constexpr std::uint32_t few_words = 60;
    const auto& elements = outline.elements;
    if (elements[i].block || elements[i].text == 0 || elements[i].text > few_words) return false;
    std::uint32_t around = elements[i].parent;
    while (around != 0 && !elements[around].block) around = elements[around].parent;
    return prose_mass(elements[around]) > 2 * elements[i].text;
}

// Two paragraphs of prose are no caption.
bool holds_paragraphs(const Outline& outline, std::uint32_t i) {
    int paragraphs = 0;
    for (std::uint32_t at = i; at < outline.elements[i].end; ++at)
        if (outline.elements[at].name() == "p" && prose_mass(outline.elements[at]) > 0) ++paragraphs;
    return paragraphs >= 2;
}

// A story told below its pictures.
bool captions_are_the_text(const Outline& outline) {
    std::uint32_t mass = 0;
    const auto& elements = outline.elements;
    for (std::uint32_t i = 1; i < elements.size();) {
        const bool caption = !elements[i].dropped && elements[i].name() == "figcaption";
        if (caption) mass += elements[i].mass;
        i = caption || elements[i].dropped ? elements[i].end : i + 1;
    }
    return mass * 2 > outline.total_mass();
}

// Do its names say that it is no part of the text?
bool is_named_as_other(const Outline& outline, std::uint32_t i, const Naming& naming, Pruning pruning) {
    std::string_view name = outline.elements[i].name();
    if (naming.body || name == "html" || name == "body") return false;
    if (naming.strong) return true;
    if (naming.caption) return !holds_paragraphs(outline, i);
    return naming.junk && !(naming.weak && pruning == Pruning::keep_weak) && !is_amid_prose(outline, i);
}

// A chapter without a class, whose id is made of words to link to it by: "share-der-gemeinde".
bool is_chapter(const Outline& outline, std::uint32_t i) {
    const auto& elements = outline.elements;
    const Element& element = elements[i];
    const std::string_view id = element.node.attribute("id").value();
    return element.mass > 0 && element.link * 10 <= element.text && !*element.node.attribute("class").value() &&
           i + 1 < element.end && html::heading_level(elements[i + 1].name()) > 0 && !id.empty() &&
           std::ranges::none_of(id, ascii::is_digit);
}

// Is it made as two others beside it are that stay, for no name speaks against them or for what they hold, or are all
// three chapters? Then its id is a mark to link to, and its class that of all.
bool is_part_of_a_text(const Outline& outline, std::uint32_t i, Pruning pruning) {
    constexpr int enough = 2, most_looked_at = 100;
    const auto& elements = outline.elements;
    const bool chapter = is_chapter(outline, i), named = *elements[i].node.attribute("class").value();
    if (elements[i].link * 10 > elements[i].text || !(named || chapter)) return false;
    const auto stays = [&](const Element& twin) {
        const Naming naming = naming_of(twin.node);
        return !naming.junk || (twin.link * 10 <= twin.text && !may_go(twin, naming, outline.total_mass(), pruning));
    };
    int twins = 0, looked_at = 0;
    const std::uint32_t parent = elements[i].parent;
    for (std::uint32_t at = parent + 1; at < elements[parent].end && looked_at < most_looked_at;
         at = elements[at].end, ++looked_at) {
        if (at == i || elements[at].dropped || elements[at].mass == 0) continue;
        twins += chapter ? is_chapter(outline, at)
                         : have_same_classes(elements[at].node, elements[i].node) && stays(elements[at]);
    }
    return twins >= enough;
}

// A line at the foot of the text that mends what the text said.
bool is_correction(const Outline& outline, std::uint32_t i) {
    constexpr std::uint32_t longest = 600, most_inside = 12;
    const Element& element = outline.elements[i];
    return element.text <= longest && element.end - i <= most_inside &&
           is_correction_note(html::inline_text(element.node));
}

bool holds_headline(const Outline& outline, std::uint32_t i) {
    for (std::uint32_t at = i; at < outline.elements[i].end; ++at)
        if (std::string_view name = outline.elements[at].name(); name == "h1" || name == "main") return true;
    return false;
}

// Drops what readers wrote. It comes first: a long debate would make everything else look like a small part of the
// page.
void drop_what_readers_wrote(Outline& outline, Namings& namings) {
    auto& elements = outline.elements;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        if (elements[i].dropped || elements[i].mass == 0) continue;
        if (outline.total_mass() - elements[i].mass >= least_text && namings.of(elements[i].node).readers &&
            !holds_headline(outline, i) && !(is_chapter(outline, i) && is_part_of_a_text(outline, i, Pruning::usual)))
            outline.drop(i);
    }
}

// The elements that are frames of the page: those named as the text that hold a good part of it, and all around them. A
// frame is never dropped, whatever it is called.
std::vector<bool> frames_of(const Outline& outline, Namings& namings) {
    const auto& elements = outline.elements;
    std::vector<bool> frame(elements.size());
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        if (elements[i].dropped || elements[i].mass * 3 <= outline.total_mass()) continue;
        std::string_view name = elements[i].name();
        if (name != "article" && name != "main" && !namings.of(elements[i].node).body) continue;
        for (std::uint32_t at = i; !frame[at]; at = elements[at].parent) frame[at] = true;
    }
    return frame;
}

}  // namespace

std::uint32_t prune_page(Outline& outline, Pruning pruning) {
    Namings namings;
    drop_what_readers_wrote(outline, namings);
    const std::vector<bool> frame = frames_of(outline, namings);
    const bool told_by_captions = captions_are_the_text(outline);
    auto& elements = outline.elements;
    std::uint32_t weak_prose = 0;
    std::vector<std::uint32_t> articles;  // <article>, <main> or the like around element i, the innermost last
    for (std::uint32_t i = 1; i < elements.size();) {
        while (!articles.empty() && i >= elements[articles.back()].end) articles.pop_back();
        Element& element = elements[i];
        if (element.dropped) {
            i = element.end;
            continue;
        }
        std::string_view name = element.name();
        Naming naming = namings.of(element.node);
        const std::uint32_t around = articles.empty() ? 0 : elements[articles.back()].mass;
        if (told_by_captions && name == "figcaption") naming = {};
        bool goes = !frame[i] && is_named_as_other(outline, i, naming, pruning) &&
                    may_go(element, naming, outline.total_mass(), pruning) &&
                    (around < least_article || element.mass * 2 < around) &&
                    (element.mass == 0 || naming.caption ||
                     (!is_part_of_a_text(outline, i, pruning) && !is_correction(outline, i)));
        if (goes) {
            if (naming.weak) weak_prose += element.mass;
            outline.drop(i);
            i = element.end;
            continue;
        }
        if (naming.body || name == "article" || name == "main") articles.push_back(i);
        ++i;
    }
    return weak_prose;
}

}  // namespace newsbus::extract
