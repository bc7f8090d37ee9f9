#pragma once

#include <initializer_list>
#include <string_view>

#include <pugixml.hpp>

namespace newsbus::extract {

/// Does the value of a class, itemprop or rel attribute hold `word`, not preceded or followed by a letter?
bool contains_word(std::string_view names, std::string_view word);

/// Does it hold any of these words?
bool contains_any_word(std::string_view names, std::initializer_list<std::string_view> words);

/// The first class of an element: those behind it often number or colour elements that are made alike.
std::string_view first_class(pugi::xml_node node);

/// Elements of one name with the same classes, or none?
bool have_same_classes(pugi::xml_node a, pugi::xml_node b);

}  // namespace newsbus::extract
