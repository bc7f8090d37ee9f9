#include "extract/selectors/css_select.h"
#include "html/walk.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace newsbus::extract {
namespace {

using Kind = CssTest::Kind;
using Combinator = CssCompound::Combinator;

/// Which compounds of a selector, from the left, are matched by a chain that ends here: bit i for the i-th.
using Matched = std::uint32_t;

/// Equality of characters, without regard to the case of ASCII letters if `any_case`.
struct SameChar {
    bool any_case;
    char folded(char c) const { return any_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
    bool operator()(char a, char b) const { return folded(a) == folded(b); }
};

bool same(std::string_view a, std::string_view b, bool any_case) {
    return std::ranges::equal(a, b, SameChar{any_case});
}

bool has_word(std::string_view words, std::string_view word, bool any_case) {
    constexpr std::string_view spaces = " \t\n\r\f";
    if (word.empty()) return false;
    for (std::size_t begin = words.find_first_not_of(spaces); begin != words.npos;) {
        std::size_t end = std::min(words.find_first_of(spaces, begin), words.size());
        if (same(words.substr(begin, end - begin), word, any_case)) return true;
        begin = words.find_first_not_of(spaces, end);
    }
    return false;
}

bool has_substring(std::string_view text, std::string_view wanted, bool any_case) {
    // Not std::ranges::search: clang 14 does not compile libstdc++'s.
    return !wanted.empty() &&
           std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), SameChar{any_case}) != text.end();
}

bool attribute_fits(const CssTest& test, std::string_view value) {
    const std::string& wanted = test.value;
    bool any_case = test.any_case;
    switch (test.kind) {
        case Kind::attribute:
            return true;
        case Kind::equal:
            return same(value, wanted, any_case);
        case Kind::word:
            return has_word(value, wanted, any_case);
        case Kind::dash:
            return same(value.substr(0, wanted.size()), wanted, any_case) &&
                   (value.size() == wanted.size() || value[wanted.size()] == '-');
        case Kind::prefix:
            return !wanted.empty() && same(value.substr(0, wanted.size()), wanted, any_case);
        case Kind::suffix:
            return !wanted.empty() && value.size() >= wanted.size() &&
                   same(value.substr(value.size() - wanted.size()), wanted, any_case);
        case Kind::substring:
            return !wanted.empty() && has_substring(value, wanted, any_case);
        default:
            return false;
    }
}

/// An element's place among its siblings, from 1.
struct Place {
    int child = 0, of_type = 0;
};

// Is there an n >= 0 with step * n + offset = number?
bool fits(const CssTest& test, int number) {
    int distance = number - test.offset;
    if (test.step == 0) return distance == 0;
    return distance % test.step == 0 && distance / test.step >= 0;
}

bool is_last(pugi::xml_node element) {
    for (pugi::xml_node node = element.next_sibling(); node; node = node.next_sibling())
        if (node.type() == pugi::node_element) return false;
    return true;
}

bool all_hold(const std::vector<CssTest>& tests, pugi::xml_node element, const Place& place);

bool holds(const CssTest& test, pugi::xml_node element, const Place& place) {
    switch (test.kind) {
        case Kind::name:
            return test.name == element.name();
        case Kind::first:
            return place.child == 1;
        case Kind::last:
            return is_last(element);
        case Kind::nth:
            return fits(test, place.child);
        case Kind::nth_of_type:
            return fits(test, place.of_type);
        case Kind::negation:
            return !all_hold(test.without, element, place);
        default:
            break;
    }
    pugi::xml_attribute attribute = element.attribute(test.name.c_str());
    return attribute && attribute_fits(test, attribute.value());
}

// :not() does not nest (css_parse.cpp), so neither does this.
bool all_hold(const std::vector<CssTest>& tests, pugi::xml_node element, const Place& place) {
    return std::ranges::all_of(tests, [&](const CssTest& test) { return holds(test, element, place); });
}

/// What the elements around and before the next one matched, for each selector of the list.
struct Level {
    std::vector<Matched> parent;     ///< of the element whose children these are
    std::vector<Matched> ancestors;  ///< of it and all above
    std::vector<Matched> previous;   ///< of the sibling before
    std::vector<Matched> earlier;    ///< of all siblings before
    int children = 0;
    std::unordered_map<std::string, int> types;
};

class Matcher {
public:
    explicit Matcher(const std::vector<std::vector<CssCompound>>& selectors) : selectors_(selectors) {
        for (const auto& selector : selectors)
            for (const CssCompound& compound : selector) counts_types_ |= std::ranges::any_of(compound.tests, by_type);
        std::vector<Matched> none(selectors.size(), 0);
        levels_.push_back({none, none, none, none, 0, {}});
    }

    std::vector<pugi::xpath_node> run(pugi::xml_node page) {
        html::walk(
            page, [this](pugi::xml_node node) { return enter(node); }, [this](pugi::xml_node) { levels_.pop_back(); });
        return std::move(found_);
    }

private:
    static bool by_type(const CssTest& test) {
        return test.kind == Kind::nth_of_type ||
               std::ranges::any_of(test.without, [](const CssTest& inner) { return inner.kind == Kind::nth_of_type; });
    }

    html::Descend enter(pugi::xml_node node) {
        if (node.type() != pugi::node_element) return html::Descend::no;
        Level& level = levels_.back();
        Place place{++level.children, counts_types_ ? ++level.types[node.name()] : 0};
        std::vector<Matched> here(selectors_.size());
        bool selected = false;
        for (std::size_t i = 0; i < selectors_.size(); ++i) {
            here[i] = matched(i, node, place, level);
            selected = selected || (here[i] >> (selectors_[i].size() - 1) & 1);
        }
        if (selected) found_.emplace_back(node);
        Level below{here, level.ancestors, std::vector<Matched>(here.size()), std::vector<Matched>(here.size()), 0, {}};
        for (std::size_t i = 0; i < here.size(); ++i) {
            below.ancestors[i] |= here[i];
            level.earlier[i] |= here[i];
        }
        level.previous = std::move(here);
        levels_.push_back(std::move(below));
        return html::Descend::yes;
    }

    Matched matched(std::size_t selector, pugi::xml_node node, const Place& place, const Level& level) const {
        Matched result = 0;
        const auto& chain = selectors_[selector];
        for (std::size_t i = 0; i < chain.size(); ++i) {
            bool led_to = i == 0 || (before(chain[i].combinator, selector, level) >> (i - 1) & 1);
            if (led_to && all_hold(chain[i].tests, node, place)) result |= Matched(1) << i;
        }
        return result;
    }

    static Matched before(Combinator combinator, std::size_t selector, const Level& level) {
        switch (combinator) {
            case Combinator::descendant:
                return level.ancestors[selector];
            case Combinator::child:
                return level.parent[selector];
            case Combinator::adjacent:
                return level.previous[selector];
            case Combinator::sibling:
                return level.earlier[selector];
        }
        return 0;
    }

    const std::vector<std::vector<CssCompound>>& selectors_;
    std::vector<Level> levels_;
    std::vector<pugi::xpath_node> found_;
    bool counts_types_ = false;
};

}  // namespace

std::vector<pugi::xpath_node> select_css(const Css& css, pugi::xml_node page) {
    return Matcher(css.selectors).run(page);
}

}  // namespace newsbus::extract
