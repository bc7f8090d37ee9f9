#include "extract/prune.h"

#include "extract/vocabulary.h"

#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t enough_prose = 800;  // what is left is an article by itself

// May `element` go, given how much prose would be left?
bool may_go(const Element& element, const Naming& naming, std::uint32_t total) {
    if (element.mass == 0) return true;
    std::uint32_t left = total - element.mass;
    if (naming.strong) return left >= enough_prose / 2 || element.mass * 2 < total;
    return element.mass * 10 < total * 3 || (left >= enough_prose && element.mass * 2 < total);
}

}  // namespace

void prune_page(Outline& outline) {
    auto& elements = outline.elements;
    for (std::uint32_t i = 1; i < elements.size();) {
        Element& element = elements[i];
        std::string_view name = element.node.name();
        Naming naming = naming_of(element.node);
        bool goes = (naming.junk || naming.caption) && !naming.body && name != "html" && name != "body" &&
                    may_go(element, naming, outline.total_mass());
        if (!goes) {
            ++i;
            continue;
        }
        outline.drop(i);
        i = element.end;
    }
}

}  // namespace newsbus::extract
