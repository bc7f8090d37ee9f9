#include "extract/body/lead.h"

#include "extract/body/prose.h"
#include "extract/tree/naming.h"
#include "text/letters.h"
#include "text/sentence.h"

#include <algorithm>
#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t shortest_lead = 40;
constexpr std::uint32_t longest_lead = 1000;
constexpr std::size_t compared = 60;        // letters; descriptions are often cut
constexpr std::uint32_t near_heading = 25;  // elements between the heading and what follows it

bool contains_any(const std::string& names, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return names.find(word) != std::string::npos; });
}

// How stylesheets call the paragraph that opens an article, in several languages.
bool names_lead(const std::string& names) {
    return contains_any(names, {"lead-text",     "leadtext",    "article-lead",
                                "article__lead", "articlelead", "story-lead",
                                "lede",          "intro",       "teaser",
                                "standfirst",    "excerpt",     "abstract",
                                "chapo",         "chapeau",     "sommario",
                                "bajada",        "copete",      "entradilla",
                                "vorspann",      "einleitung",  "preface",
                                "preamble",      "ingress",     "prolog",
                                "perex",         "summary",     "documentdescription",
                                "epigraph",      " lead "});
}

// A line below the headline that is no part of the text.
bool names_subtitle(const std::string& names) {
    return contains_any(names, {"sub", "dek", "deck", "strapline", "heading", "tagline", "caption", "titulo", "quote"});
}

enum class Name { lead, plain, other };

// What the element and those around it, up to what holds the main text too, are by their names.
Name name_of(const Outline& outline, std::uint32_t i, std::uint32_t container) {
    std::string_view name = outline.elements[i].name();
    bool plain = name == "p" || name == "div";
    for (int steps = 0; i != 0 && outline.elements[i].end <= container && steps < 4; ++steps) {
        std::string names = " " + text::lower_case(outline.elements[i].node.attribute("class").value()) + " ";
        if (naming_of(outline.elements[i].node).caption) return Name::other;
        if (names_lead(names)) return Name::lead;
        if (steps < 3 && (names_subtitle(names) || outline.elements[i].name() == "header")) plain = false;
        i = outline.elements[i].parent;
    }
    return plain ? Name::plain : Name::other;
}

bool says(const std::string& letters, const std::string& description) {
    std::size_t size = std::min({compared, letters.size(), description.size()});
    return size >= shortest_lead && letters.compare(0, size, description, 0, size) == 0;
}

// Names alone do not make a lead: rubrics and subtitles have them too.
bool reads_like_a_lead(const std::string& text) {
    constexpr std::size_t few_words = 16;
    return text::holds_a_sentence(text) || (words_in(text) >= few_words && !is_label(text));
}

std::uint32_t last_heading_before(const Outline& outline, std::uint32_t container) {
    for (std::uint32_t i = container; i-- > 1;)
        if (outline.elements[i].name() == "h1") return i;
    return 0;
}

// May the block be a lead by its size, and does it stand above the container?
bool is_paragraph_above(const Outline& outline, std::uint32_t i, std::uint32_t container) {
    const Element& element = outline.elements[i];
    return element.block && element.own >= shortest_lead && element.own <= longest_lead && element.end <= container &&
           element.own_link * 2 <= element.own;
}

}  // namespace

std::uint32_t find_lead(const Outline& outline, std::uint32_t container, const std::vector<std::string>& descriptions) {
    std::vector<std::string> wanted;
    wanted.reserve(descriptions.size());
    for (const std::string& description : descriptions) wanted.push_back(text::letters_of(description));
    for (std::uint32_t i = container; i-- > 1;) {
        if (!is_paragraph_above(outline, i, container) || name_of(outline, i, container) == Name::other) continue;
        std::string letters = text::letters_of(outline.own_text(i));
        for (const std::string& description : wanted)
            if (says(letters, description)) return i;
    }
    std::uint32_t heading = last_heading_before(outline, container);
    for (std::uint32_t i = heading + 1; heading != 0 && i < std::min(container, heading + near_heading); ++i)
        if (is_paragraph_above(outline, i, container) && name_of(outline, i, container) == Name::lead &&
            reads_like_a_lead(outline.own_text(i)))
            return i;
    return 0;
}

}  // namespace newsbus::extract
