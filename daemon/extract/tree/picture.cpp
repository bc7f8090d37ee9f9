#include "extract/tree/picture.h"

#include <string_view>

namespace newsbus::extract {
namespace {

std::string first_of_set(std::string_view set) {
    return std::string(set.substr(0, set.find_first_of(" ,")));
}

}  // namespace

// Scripts that load pictures late leave the address in an attribute of their own.
std::string picture_address(pugi::xml_node image) {
    for (const char* name : {"data-src", "data-original", "data-lazy-src", "data-srcset", "src", "srcset"}) {
        const std::string_view value = image.attribute(name).value();
        if (value.empty() || value.starts_with("data:") || value.starts_with("blob:")) continue;
        return std::string_view(name).ends_with("srcset") ? first_of_set(value) : std::string(value);
    }
    if (std::string_view(image.parent().name()) != "picture") return {};
    for (pugi::xml_node source : image.parent().children("source"))
        for (const char* name : {"data-srcset", "srcset"})
            if (std::string_view set = source.attribute(name).value(); !set.empty() && !set.starts_with("data:"))
                return first_of_set(set);
    return {};
}

}  // namespace newsbus::extract
