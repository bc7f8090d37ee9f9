#include "extract/prune.h"

#include "extract/vocabulary.h"

#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t enough_prose = 800;   // what is left is an article by itself
constexpr std::uint32_t some_prose = 500;     // a teaser list, a biography; a layout's "sidebar-grid" holds more
constexpr std::uint32_t little_prose = 150;   // a line of contact data
constexpr std::uint32_t least_article = 400;  // <article> also names teasers

// May `element` go, given how much prose would be left?
bool may_go(const Element& element, const Naming& naming, std::uint32_t total, Pruning pruning) {
    if (element.mass == 0) return true;
    std::string_view name = element.node.name();
    if ((name == "article" || name == "main") && element.mass * 3 > total) return false;
    std::uint32_t left = total - element.mass;
    if (pruning == Pruning::careful) return element.mass * 3 < total || (naming.strong && left >= enough_prose / 2);
    if (naming.caption && !naming.junk) return element.mass * 3 < total;
    // An advertisement that is nearly all of the page was not closed.
    if (naming.strong) return (left >= enough_prose / 2 && element.mass <= 6 * left) || element.mass * 2 < total;
    if (element.mass < little_prose && element.mass * 3 < total) return true;
    return element.mass * 100 < total * 15 || (left >= enough_prose && element.mass < some_prose);
}

}  // namespace

std::uint32_t prune_page(Outline& outline, Pruning pruning) {
    auto& elements = outline.elements;
    std::uint32_t parts = 0;
    std::uint32_t article = 0;  // innermost <article>, <main> or the like around element i
    for (std::uint32_t i = 1; i < elements.size();) {
        while (i >= elements[article].end) article = elements[article].parent;
        Element& element = elements[i];
        std::string_view name = element.node.name();
        Naming naming = naming_of(element.node);
        bool goes =
            (naming.junk || naming.caption) && !(naming.part && pruning == Pruning::parts) && !naming.body &&
            name != "html" && name != "body" && may_go(element, naming, outline.total_mass(), pruning) &&
            (article == 0 || element.mass * 2 < elements[article].mass || elements[article].mass < least_article);
        if (goes) {
            if (naming.part) parts += element.mass;
            outline.drop(i);
            i = element.end;
            continue;
        }
        if (naming.body || name == "article" || name == "main") article = i;
        ++i;
    }
    return parts;
}

}  // namespace newsbus::extract
