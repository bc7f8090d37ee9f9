#pragma once

#include <pugixml.hpp>

namespace newsbus::html {

enum class Descend { yes, no };

/// Visits everything below `root` in document order, without recursion. `enter(node)` says whether to visit the
/// children of the node; `leave(node)` is called after them.
template <class Enter, class Leave>
void walk(pugi::xml_node root, Enter&& enter, Leave&& leave) {
    pugi::xml_node node = root.first_child();
    while (node) {
        if (enter(node) == Descend::yes) {
            if (pugi::xml_node child = node.first_child()) {
                node = child;
                continue;
            }
            leave(node);
        }
        pugi::xml_node next = node.next_sibling();
        for (; !next; next = node.next_sibling()) {
            node = node.parent();
            if (!node || node == root) return;
            leave(node);
        }
        node = next;
    }
}

}  // namespace newsbus::html
