#include "extract/tree/naming.h"

#include "base/ascii.h"
#include "extract/tree/naming_words.h"
#include "html/elements.h"
#include "html/text.h"
#include "text/letters.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace newsbus::extract {
namespace {

// A piece of an identifier such as "ad6ed79d-899c": no words in it.
bool is_hex_number(std::string_view run) {
    bool digit = false;
    for (char c : run) {
        bool is_digit = c >= '0' && c <= '9';
        if (!is_digit && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) return false;
        digit = digit || is_digit;
    }
    return digit && run.size() >= 4;
}

// Length of the letters and digits at `at`.
std::size_t run_length(std::string_view name, std::size_t at) {
    std::size_t end = at;
    auto alphanumeric = [](char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); };
    while (end < name.size() && alphanumeric(name[end])) ++end;
    return end - at;
}

// "has-paywall", "no-sidebar", "with-comments": the next word says what stands inside or beside, not what this is.
bool tells_of_another(std::string_view word) {
    return word == "has" || word == "with" || word == "no" || word == "without";
}

// "comments-disabled": the word before says of what this is the state, not what this is.
bool tells_a_state(std::string_view word) {
    return word == "disabled" || word == "enabled" || word == "closed" || word == "off" || word == "inactive";
}

// Cuts "articleBody__text-wrapper" into words and looks them and their pairs up.
unsigned meaning_of_name(std::string_view name) {
    unsigned meaning = none, last = none;  // `last`: of the word before
    std::string word, pair;
    std::size_t previous = 0;  // length of the word before in `pair`
    auto finish = [&] {
        if (word.empty()) return;
        pair.erase(0, pair.size() - previous);
        if (!tells_a_state(word) || pair.empty()) meaning |= last;
        last = tells_of_another(pair) ? unsigned(none) : meaning_of(word);
        if (!pair.empty()) {
            pair += '-';
            pair += word;
            meaning |= meaning_of(pair);
        } else {
            pair = word;
        }
        previous = word.size();
        word.clear();
    };
    bool lower_before = false, in_run = false;
    name = name.substr(0, 300);
    for (std::size_t i = 0; i < name.size(); ++i) {
        char c = name[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool letter = upper || (c >= 'a' && c <= 'z');
        if (!letter || (upper && lower_before)) finish();
        if (c == ' ') {
            pair.clear(), previous = 0;
            meaning |= last, last = none;
        }
        lower_before = letter && !upper;
        std::size_t run = in_run ? 0 : run_length(name, i);
        in_run = letter || (c >= '0' && c <= '9');
        if (run && is_hex_number(name.substr(i, run)))
            i += run - 1, in_run = false;
        else if (letter)
            word += upper ? static_cast<char>(c + 32) : c;
    }
    finish();
    return meaning | last;
}

// The class that style sheets give to what scripts may show later. "hidden md:block" is hidden on small screens only.
bool is_hidden_by_class(std::string_view classes) {
    bool hidden = false;
    while (!classes.empty()) {
        const auto end = static_cast<std::size_t>(std::ranges::find_if(classes, ascii::is_space) - classes.begin());
        std::string_view name = classes.substr(0, end);
        hidden = hidden || name == "hidden" || name == "d-none" || name == "is-hidden";
        if (name.find(':') != name.npos || (name.starts_with("d-") && name != "d-none")) return false;
        classes.remove_prefix(std::min(end + 1, classes.size()));
    }
    return hidden;
}

// Does it stay where it is when the page is scrolled: a bar, a ticker?
bool is_fixed(std::string_view style) {
    const std::size_t position = style.find("position");
    if (position == style.npos) return false;
    const std::size_t value = style.find_first_not_of(": ", position + 8);
    return value != style.npos && style.substr(value).starts_with("fixed");
}

constexpr std::string_view junk_roles[] = {"alert",  "alertdialog", "banner", "complementary", "contentinfo",
                                           "dialog", "form",        "menu",   "menubar",       "navigation",
                                           "search", "tablist",     "toolbar"};
constexpr std::string_view junk_elements[] = {"aside", "button", "dialog", "footer", "form", "menu", "nav"};

template <std::size_t N>
bool among(const std::string_view (&names)[N], std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Is the id made of the words of the heading that the element begins with, as a mark to link to?
bool is_made_of_heading(pugi::xml_node element, std::string_view id) {
    pugi::xml_node first = element;
    if (html::heading_level(element.name()) == 0)
        first = element.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
    return html::heading_level(first.name()) > 0 && text::letters_of(html::inline_text(first)) == text::letters_of(id);
}

unsigned meaning_of_attribute(pugi::xml_node element, std::string_view key, std::string_view value, unsigned meaning) {
    if (meaning != none && key == "id" && is_made_of_heading(element, value)) return none;
    return meaning;
}

/// `meaning_of_value` is asked for what the names in an attribute mean.
template <class MeaningOfValue>
Naming read_naming(pugi::xml_node element, MeaningOfValue meaning_of_value) {
    unsigned meaning = none;
    std::string_view name = element.name();
    if (among(junk_elements, name)) meaning |= name == "form" ? strong : junk;
    if (name == "figcaption") meaning |= caption;
    bool hidden = false;
    for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute()) {
        const std::string_view key = attribute.name();
        if (key == "href" || key == "src") continue;  // the longest
        const std::string_view value = attribute.value();
        if (key == "class" || key == "id" || key == "data-component" || key == "data-testid" || key == "data-module")
            meaning |= meaning_of_attribute(element, key, value, meaning_of_value(value));
        if (key == "class" && is_hidden_by_class(value))
            hidden = true;
        else if (key == "role" && among(junk_roles, value))
            meaning |= junk;
        else if ((key == "aria-hidden" && value == "true") || (key == "style" && is_fixed(value)))
            meaning |= strong;
        else if (key == "itemprop" && value.find("articleBody") != std::string_view::npos)
            meaning |= body;
    }
    if (hidden) meaning = (meaning | junk) & ~body;
    Naming naming;
    naming.junk = (meaning & (junk | strong | weak)) != 0;
    naming.strong = (meaning & strong) != 0;
    naming.weak = (meaning & (junk | strong | weak)) == weak;
    naming.readers = (meaning & readers) != 0;
    naming.body = (meaning & body) != 0;
    naming.caption = (meaning & caption) != 0;
    return naming;
}

}  // namespace

Naming naming_of(pugi::xml_node element) {
    return read_naming(element, meaning_of_name);
}

Naming Namings::of(pugi::xml_node element) {
    return read_naming(element, [this](std::string_view value) {
        constexpr std::size_t most_known = 2000;  // a page may be made to let all of them fall into one bucket
        if (const auto known = meanings_.find(value); known != meanings_.end()) return known->second;
        const unsigned meaning = meaning_of_name(value);
        if (meanings_.size() < most_known) meanings_.emplace(value, meaning);
        return meaning;
    });
}

}  // namespace newsbus::extract
