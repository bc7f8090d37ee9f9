#pragma once

#include <pugixml.hpp>

namespace newsbus::html {

enum class Descend { yes, no };

/// pugixml's own test whether there is a node is a call into its library, and a walk asks twice for each node.
struct NodeTest : pugi::xml_node {
    explicit NodeTest(pugi::xml_node node) : pugi::xml_node(node) {}
    bool exists() const { return _root != nullptr; }
};

/// Visits everything below `root` in document order, without recursion. `enter(node)` says whether to visit the
/// children of the node; `leave(node)` is called after them.
template <class Enter, class Leave>
void walk(pugi::xml_node root, Enter&& enter, Leave&& leave) {
    pugi::xml_node node = root.first_child();
    while (NodeTest(node).exists()) {
        if (enter(node) == Descend::yes) {
            const pugi::xml_node child = node.first_child();
            if (NodeTest(child).exists()) {
                node = child;
                continue;
            }
            leave(node);
        }
        pugi::xml_node next = node.next_sibling();
        for (; !NodeTest(next).exists(); next = node.next_sibling()) {
            node = node.parent();
            if (node == root || !NodeTest(node).exists()) return;
            leave(node);
        }
        node = next;
    }
}

}  // namespace newsbus::html
