#pragma once

#include <iterator>

#include <pugixml.hpp>

namespace newsbus::feed {

/// The child elements of a node, in order, for a range-based `for`. It asks pugixml as little as possible, because each
/// question is a call into a shared library and feeds are made of many small elements.
class Elements {
public:
    explicit Elements(pugi::xml_node parent) : first_(parent.first_child()) {}

    class Iterator {
    public:
        explicit Iterator(pugi::xml_node node) : node_(node) { settle(); }
        pugi::xml_node operator*() const { return node_; }
        Iterator& operator++() {
            node_ = node_.next_sibling();
            settle();
            return *this;
        }
        bool operator==(std::default_sentinel_t) const { return type_ == pugi::node_null; }

    private:
        void settle() {
            while ((type_ = node_.type()) != pugi::node_element && type_ != pugi::node_null)
                node_ = node_.next_sibling();
        }

        pugi::xml_node node_;
        pugi::xml_node_type type_;
    };

    Iterator begin() const { return Iterator(first_); }
    std::default_sentinel_t end() const { return {}; }

private:
    pugi::xml_node first_;
};

}  // namespace newsbus::feed
