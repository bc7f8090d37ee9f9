#include "feed/person.h"
#include "base/ascii.h"
#include "feed/elements.h"
#include "feed/value.h"
#include "html/entities.h"
#include "html/text.h"

#include <algorithm>

namespace newsbus::feed {
namespace {

bool is_mail(std::string_view text) {
    std::size_t at = text.find('@');
    return at != text.npos && at > 0 && text.find('.', at) != text.npos && text.find_first_of(" \t\n") == text.npos;
}

/// "outer (inner)" or "outer <inner>" in two; `inner` is empty when there are no brackets.
struct Bracketed {
    std::string_view outer, inner;
};

Bracketed bracketed(std::string_view text) {
    for (std::string_view pair : {"()", "<>"}) {
        std::size_t open = text.find(pair[0]);
        std::size_t close = text.rfind(pair[1]);
        if (open == text.npos || close == text.npos || close < open || close + 1 != text.size()) continue;
        return {ascii::trimmed(text.substr(0, open)), ascii::trimmed(text.substr(open + 1, close - open - 1))};
    }
    return {text, {}};
}

}  // namespace

Author person_of(std::string_view text) {
    std::string line = html::decode_entities(squeezed(text));
    auto [outer, inner] = bracketed(line);
    if (inner.starts_with("mailto:")) inner.remove_prefix(7);
    if (inner.empty()) return {html::inline_text_of(line), {}};
    if (is_mail(outer)) return {std::string(inner), {}};
    if (is_mail(inner)) return {std::string(outer.empty() ? inner : outer), {}};
    return {html::inline_text_of(line), {}};
}

Author read_person(pugi::xml_node node, const Scope& around) {
    Scope scope(around, node);
    std::string name, mail, link;
    for (pugi::xml_node child : Elements(node)) {
        std::string_view local = scope.name_of(child).local;
        if (name.empty() && ascii::equals_ignoring_case(local, "name"))
            name = as_line(read_text(child, Space::plain));
        else if (mail.empty() && ascii::equals_ignoring_case(local, "email"))
            mail = token_text(child);
        else if (link.empty() &&
                 (ascii::equals_ignoring_case(local, "uri") || ascii::equals_ignoring_case(local, "url") ||
                  ascii::equals_ignoring_case(local, "homepage")))
            link = scope.resolved(token(child).value());
    }
    if (name.empty() && mail.empty()) {
        Author author = person_of(raw_text(node));
        if (!author.name.empty()) author.url = link;
        return author;
    }
    return {name.empty() ? mail : name, link};
}

void add_author(std::vector<Author>& authors, Author author) {
    constexpr std::size_t most = 100;  // real articles have fewer; each is compared with all before it
    if (author.name.empty() || authors.size() == most) return;
    bool known = std::ranges::any_of(authors, [&author](const Author& other) { return other.name == author.name; });
    if (!known) authors.push_back(std::move(author));
}

}  // namespace newsbus::feed
