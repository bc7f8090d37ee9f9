#include "feed/person.h"
#include "base/ascii.h"
#include "base/blank.h"
#include "feed/elements.h"
#include "feed/value.h"
#include "html/dom.h"
#include "html/elements.h"
#include "html/entities.h"
#include "html/markup.h"
#include "html/text.h"
#include "html/walk.h"
#include "url/web_address.h"

#include <algorithm>
#include <iterator>
#include <utility>

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

/// "name", "mail (name)" and the like.
Author person_of(std::string_view text) {
    std::string line = html::decode_entities(squeezed(text));
    auto [outer, inner] = bracketed(line);
    if (inner.starts_with("mailto:")) inner.remove_prefix(7);
    if (inner.empty()) return {html::inline_text_of(line), {}};
    if (is_mail(outer)) return {std::string(inner), {}};
    if (is_mail(inner)) return {std::string(outer.empty() ? inner : outer), {}};
    return {html::inline_text_of(line), {}};
}

bool is_no_name(std::string_view name) {
    return name.empty() || (ascii::equals_ignoring_case(name.substr(0, 4), "http") && web_address(name, Url()));
}

// What stands between the names of a list and before it.
constexpr std::string_view connectives[] = {"and", "by",  "with", "und", "von", "mit", "et", "par", "avec",
                                            "y",   "por", "con",  "e",   "di",  "da",  "de", "en",  "door",
                                            "og",  "och", "af",   "av",  "и",   "та",  "і"};

std::string_view without_separators(std::string_view text) {
    return trimmed_blank(ascii::trimmed(trimmed_blank(text), " ,;|/&+:"));
}

bool is_separator(std::string_view text) {
    text = without_separators(text);
    return text.empty() || std::ranges::find(connectives, ascii::lower(text)) != std::end(connectives);
}

/// The names that HTML sets off from one another.
class NameList {
public:
    explicit NameList(const Scope& scope) : scope_(scope) {}

    /// Nothing when the markup tells no names apart.
    std::vector<Author> run(std::string_view html) {
        html::Document document = html::parse(html);
        html::walk(
            document.dom,
            [this](pugi::xml_node node) {
                if (node.type() == pugi::node_pcdata) text_ += node.value();
                if (node.type() == pugi::node_element) step(node, true);
                return html::Descend::yes;
            },
            [this](pugi::xml_node node) {
                if (node.type() == pugi::node_element) step(node, false);
            });
        end_name(Around::line);
        return is_list_ ? std::move(people_) : std::vector<Author>();
    }

private:
    enum class Around { none, element, line };

    void step(pugi::xml_node node, bool enters) {
        std::string_view name = node.name();
        if (name == "a" || name == "span") {
            end_name(enters ? Around::none : Around::element);
            if (name == "a") link_ = enters ? scope_.resolved(node.attribute("href").value()) : std::string();
        } else if (name == "br" || html::is_block(name)) {
            end_name(Around::line);
        }
    }

    /// Takes what was read as a name. Beside elements of its line only separators may stand, else it is no list.
    void end_name(Around around) {
        constexpr std::size_t longest_name = 100, most_names = 100;
        std::string text = std::exchange(text_, {});
        bool beside_elements = around != Around::element && (around == Around::none || line_has_elements_);
        line_has_elements_ = around != Around::line && (line_has_elements_ || around == Around::element);
        if (is_separator(text)) return;
        Author person = person_of(without_separators(text));
        if (beside_elements || person.name.size() > longest_name || people_.size() == most_names)
            is_list_ = false;
        else
            people_.push_back({std::move(person.name), link_});
    }

    const Scope& scope_;
    std::vector<Author> people_;
    std::string text_, link_;
    bool is_list_ = true, line_has_elements_ = false;
};

std::vector<Author> people_of(const Text& text, const Scope& scope) {
    if (text.value().find('<') != std::string_view::npos && html::has_markup(text.value()))
        if (auto people = NameList(scope).run(text.value()); !people.empty()) return people;
    return {person_of(text.value())};
}

}  // namespace

std::vector<Author> read_people(pugi::xml_node node, const Scope& around) {
    Scope scope(around, node);
    std::vector<Author> people;
    std::string mail, link;
    bool has_parts = false;
    for (pugi::xml_node child : Elements(node)) {
        std::string_view local = scope.name_of(child).local;
        if (people.empty() && ascii::equals_ignoring_case(local, "name"))
            people = people_of(read_text(child, Space::plain), scope);
        else if (mail.empty() && ascii::equals_ignoring_case(local, "email"))
            mail = token_text(child);
        else if (link.empty() &&
                 (ascii::equals_ignoring_case(local, "uri") || ascii::equals_ignoring_case(local, "url") ||
                  ascii::equals_ignoring_case(local, "homepage")))
            link = scope.resolved(link_text(child).value());
        else
            continue;
        has_parts = true;
    }
    std::erase_if(people, [](const Author& person) { return is_no_name(person.name); });
    if (people.empty() && !mail.empty()) people.push_back({std::move(mail), {}});
    if (people.empty())
        people = people_of(has_parts ? Text{{}, raw_text(node), true} : read_text(node, Space::plain), scope);
    if (people.size() == 1 && !link.empty()) people.front().url = std::move(link);
    return people;
}

void add_author(std::vector<Author>& authors, Author author) {
    constexpr std::size_t most = 100;  // real articles have fewer; each is compared with all before it
    if (is_no_name(author.name) || authors.size() == most) return;
    bool known = std::ranges::any_of(authors, [&author](const Author& other) { return other.name == author.name; });
    if (!known) authors.push_back(std::move(author));
}

}  // namespace newsbus::feed
