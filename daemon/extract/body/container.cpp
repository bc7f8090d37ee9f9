#include "extract/body/container.h"

#include "extract/tree/class_names.h"
#include "extract/tree/naming.h"
#include "text/letters.h"

#include <string_view>

namespace newsbus::extract {
namespace {

// How surely an element is named as the article's text; 0 = not at all.
int naming_rank(pugi::xml_node node) {
    std::string_view name = node.name();
    if (naming_of(node).body) return 3;
    if (name == "article") return 2;
    if (name == "main" || std::string_view(node.attribute("role").value()) == "main") return 1;
    return 0;
}

// The named element with the most prose among those of the surest kind that hold enough of it.
std::uint32_t named_container(const Outline& outline) {
    const auto& elements = outline.elements;
    std::uint32_t total = outline.total_mass();
    std::uint32_t best = 0;
    int best_rank = 0;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        if (elements[i].dropped || elements[i].mass < 150) continue;
        int rank = naming_rank(elements[i].node);
        if (rank == 0 || elements[i].mass * 10 < total * (rank == 3 ? 3 : 5)) continue;
        if (rank > best_rank || (rank == best_rank && elements[i].mass > elements[best].mass)) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

// Parts of one text are made alike; those of some length may have further classes, which number them.
bool are_alike(const Element& a, const Element& b) {
    constexpr std::uint32_t shortest = 150;
    if (have_same_classes(a.node, b.node)) return true;
    if (a.name() != b.name()) return false;
    return a.mass >= shortest && b.mass >= shortest && first_class(a.node) == first_class(b.node);
}

// Does prose stand beside `child` in elements made like it? Then they are parts of one text.
bool has_twin(const Outline& outline, std::uint32_t parent, std::uint32_t child) {
    const auto& elements = outline.elements;
    for (std::uint32_t i = parent + 1; i < elements[parent].end; i = elements[i].end)
        if (i != child && !elements[i].dropped && elements[i].mass > 0 && are_alike(elements[i], elements[child]))
            return true;
    return false;
}

// The <article> around the headline, when it holds a text of some length.
std::uint32_t article_of(const Outline& outline, const std::string& headline) {
    const auto& elements = outline.elements;
    std::string wanted = text::letters_of(headline);
    if (wanted.empty()) return 0;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        if (elements[i].dropped || elements[i].name() != "h1") continue;
        if (text::letters_of(outline.own_text(i)) != wanted) continue;
        std::uint32_t at = elements[i].parent;
        while (at != 0 && elements[at].name() != "article") at = elements[at].parent;
        bool enough = at != 0 && elements[at].mass >= 400 && elements[at].mass * 5 >= outline.total_mass();
        return enough ? at : 0;
    }
    return 0;
}

}  // namespace

std::uint32_t find_container(const Outline& outline, const std::string& headline) {
    const auto& elements = outline.elements;
    std::uint32_t at = named_container(outline);
    if (naming_rank(elements[at].node) < 3)
        if (std::uint32_t article = article_of(outline, headline)) at = article;
    while (true) {
        std::uint32_t heaviest = 0;
        for (std::uint32_t i = at + 1; i < elements[at].end; i = elements[i].end)
            if (!elements[i].dropped && (heaviest == 0 || elements[i].mass > elements[heaviest].mass)) heaviest = i;
        if (heaviest == 0 || elements[heaviest].mass * 100 < elements[at].mass * 85) return at;
        if (elements[heaviest].own > 0 && elements[heaviest].name() == "p") return at;
        if (has_twin(outline, at, heaviest)) return at;
        at = heaviest;
    }
}

}  // namespace newsbus::extract
