#include "extract/tree/class_names.h"

#include "base/ascii.h"

namespace newsbus::extract {

bool contains_word(std::string_view names, std::string_view word) {
    return contains_any_word(names, {word});
}

// By the places where words begin: there are few, and most differ from all that are asked for in their first letter.
bool contains_any_word(std::string_view names, std::initializer_list<std::string_view> words) {
    const auto is_letter = [names](std::size_t i) { return i < names.size() && ascii::is_alpha(names[i]); };
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (at > 0 && is_letter(at - 1)) continue;
        for (std::string_view word : words)
            if (word[0] == names[at] && names.substr(at).starts_with(word) && !is_letter(at + word.size())) return true;
    }
    return false;
}

std::string_view first_class(pugi::xml_node node) {
    std::string_view classes = node.attribute("class").value();
    return classes.substr(0, classes.find(' '));
}

bool have_same_classes(pugi::xml_node a, pugi::xml_node b) {
    return std::string_view(a.name()) == b.name() &&
           std::string_view(a.attribute("class").value()) == b.attribute("class").value();
}

}  // namespace newsbus::extract
