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

constexpr std::string_view marks[] = {"\u00b7", "\u2022", "\u2013", "\u2014", "\u3001", "\u060c"};

std::string_view without_separators(std::string_view text) {
    for (std::size_t size = text.size() + 1; text.size() < size;) {
        size = text.size();
        text = trimmed_blank(ascii::trimmed(trimmed_blank(text), " ,;|/&+:"));
        for (std::string_view mark : marks) {
            if (text.starts_with(mark)) text.remove_prefix(mark.size());
            if (text.ends_with(mark)) text.remove_suffix(mark.size());
        }
    }
    return text;
}

bool is_separator(std::string_view text) {
    text = without_separators(text);
    return text.empty() || std::ranges::find(connectives, ascii::lower(text)) != std::end(connectives);
}

bool is_letter(char c) {
    return ascii::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// "1", "a", "*": the mark of a note, in a <sup>. "me" of "Mme" is none.
bool is_note_mark(pugi::xml_node sup) {
    std::string_view text = sup.child_value();
    if (text.empty()) text = sup.first_child().child_value();
    text = ascii::trimmed(text);
    return text.size() == 1 || std::ranges::none_of(text, ascii::is_alpha);
}

/// Does a <span> hold a part of a name only: by its class, or as a single word that is no agency's?
bool holds_part_of_name(pugi::xml_node span, std::string_view text) {
    std::string css_class = ascii::lower(span.attribute("class").value());
    for (std::string_view part : {"given", "family", "first", "last", "middle", "prefix", "suffix"})
        if (css_class.find(part) != css_class.npos) return true;
    const bool has_small = std::ranges::any_of(text, [](char c) { return is_letter(c) && (c < 'A' || c > 'Z'); });
    return text.find(' ') == text.npos && has_small && (ascii::is_alpha(text.front()) ? text.front() <= 'Z' : true);
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
                if (node.name() == std::string_view("sup") && is_note_mark(node)) return html::Descend::no;
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
            span_ = name == "span" && !enters ? node : pugi::xml_node();
            end_name(enters ? Around::none : Around::element);
            apart_ = apart_ || name == "a";
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
        apart_ = apart_ || around == Around::line;
        if (is_separator(text)) {
            apart_ = apart_ || !trimmed_blank(text).empty();
            return;
        }
        Author person = person_of(without_separators(text));
        const bool part = around == Around::element && span_ && holds_part_of_name(span_, person.name);
        if (part && goes_on_ && !apart_) {
            if (people_.back().name.size() <= longest_name) people_.back().name += ' ' + person.name;
            return;
        }
        apart_ = false;
        goes_on_ = part;
        if (beside_elements || person.name.size() > longest_name || people_.size() == most_names)
            is_list_ = goes_on_ = false;
        else
            people_.push_back({std::move(person.name), link_});
    }

    const Scope& scope_;
    std::vector<Author> people_;
    std::string text_, link_;
    pugi::xml_node span_;                   ///< that has just ended
    bool goes_on_ = false, apart_ = false;  ///< the last name is a part of one; something stands behind it
    bool is_list_ = true, line_has_elements_ = false;
};

/// "Ann Author": two to four words with capitals, or one in a script that has none.
bool looks_like_name(std::string_view text) {
    std::size_t words = 0;
    bool foreign = false;
    for (std::size_t at = 0; at < text.size(); ++words) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        std::string_view word = text.substr(at, end - at);
        if (word.empty() || !is_letter(word.front()) || (word.front() >= 'a' && word.front() <= 'z')) return false;
        foreign = static_cast<unsigned char>(word.front()) >= 0x80;
        if (word.find_first_of("0123456789@:/<>()") != word.npos) return false;
        at = end + 1;
    }
    return (words >= 2 && words <= 4) || (words == 1 && foreign && text.size() <= 60);
}

/// The names in a line of text that middle dots or ideographic commas set off; none when a piece is no name.
std::vector<Author> named_between_marks(std::string_view line) {
    constexpr std::size_t most_names = 100;
    for (std::string_view mark : {" \u00b7 ", "\u3001"}) {
        if (line.find(mark) == line.npos) continue;
        std::vector<Author> people;
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t end = std::min(line.find(mark, at), line.size());
            std::string_view name = ascii::trimmed(line.substr(at, end - at));
            if (!looks_like_name(name) || people.size() == most_names) return {};
            people.push_back({std::string(name), {}});
            at = end + mark.size();
        }
        return people;
    }
    return {};
}

std::vector<Author> people_of(const Text& text, const Scope& scope) {
    if (text.value().find('<') != std::string_view::npos && html::has_markup(text.value()))
        if (auto people = NameList(scope).run(text.value()); !people.empty()) return people;
    Author one = person_of(text.value());
    if (auto people = named_between_marks(one.name); !people.empty()) return people;
    return {std::move(one)};
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
