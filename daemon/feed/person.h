#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "article/article.h"
#include "feed/scope.h"

namespace newsbus::feed {

/// Reads an author: a person construct with name, email and uri (Atom, itunes:owner), or RSS text in any of the forms
/// "name", "mail", "mail (name)", "name (mail)", "name <mail>". The name is the address when there is nothing better.
/// HTML names several: each in a link, a span, a list item or a line of its own; spans with nothing between hold parts
/// of one name. Middle dots and ideographic commas set names off in text.
std::vector<Author> read_people(pugi::xml_node node, const Scope& around);

/// The same for a text alone.
Author person_of(std::string_view text);

/// Appends `author` unless it is there already or has no name; an address of the web is none.
void add_author(std::vector<Author>& authors, Author author);

}  // namespace newsbus::feed
