#include "extract/tree/attributes.h"

namespace newsbus::extract {

Attributes::Attributes(pugi::xml_node node) {
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
        const std::string_view name = attribute.name();
        if (name == "class")
            names = attribute.value();
        else if (name == "id")
            id = attribute.value();
        else if (name == "itemprop")
            itemprop = attribute.value();
        else if (name == "property")
            property = attribute.value();
        else if (name == "rel")
            rel = attribute.value();
        else if (name == "role")
            role = attribute.value();
        else if (name == "href")
            href = attribute.value();
        else if (name == "style")
            style = attribute.value();
        else if (name == "align")
            align = attribute.value();
    }
}

}  // namespace newsbus::extract
