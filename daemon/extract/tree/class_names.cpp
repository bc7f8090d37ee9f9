#include "extract/tree/class_names.h"

#include <algorithm>

namespace newsbus::extract {

bool contains_word(std::string_view names, std::string_view word) {
    auto is_letter = [names](std::size_t i) {
        return i < names.size() && ((names[i] >= 'a' && names[i] <= 'z') || (names[i] >= 'A' && names[i] <= 'Z'));
    };
    for (std::size_t at = names.find(word); at != std::string_view::npos; at = names.find(word, at + 1))
        if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
    return false;
}

bool contains_any_word(std::string_view names, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [names](std::string_view word) { return contains_word(names, word); });
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
