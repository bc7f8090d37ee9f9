#include "extract/tree/short_text.h"

#include "base/ascii.h"
#include "html/text.h"
#include "html/walk.h"

#include <string_view>

namespace newsbus::extract {

std::string short_text(pugi::xml_node node, std::size_t longest) {
    constexpr int most_nodes = 100;
    std::size_t size = 0;
    int nodes = 0;
    html::walk(
        node,
        [&](pugi::xml_node child) {
            if (++nodes > most_nodes || size > longest) return html::Descend::no;
            std::string_view value = child.value();
            if (!ascii::trimmed(value).empty()) size += value.size();
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    if (nodes > most_nodes || size > longest) return {};
    std::string text = html::inline_text(node);
    if (text.size() > longest) text.clear();
    return text;
}

}  // namespace newsbus::extract
