#pragma once

#include <string>
#include <vector>

namespace newsbus::extract {

/// One condition on an element (Selectors Level 3, https://www.w3.org/TR/selectors-3/).
struct CssTest {
    enum class Kind {
        name,
        attribute,
        word,
        dash,
        prefix,
        suffix,
        substring,
        equal,
        first,
        last,
        nth,
        nth_of_type,
        negation
    };
    Kind kind = Kind::name;
    std::string name;              ///< of the element or attribute, lower case
    std::string value;             ///< of the attribute
    bool any_case = false;         ///< [name=value i]
    int step = 0, offset = 0;      ///< an+b
    std::vector<CssTest> without;  ///< of :not(): all of them together
};

/// A type selector with its classes, attributes and pseudo-classes; all must hold.
struct CssCompound {
    /// What stands between the compound before and this one.
    enum class Combinator { descendant, child, adjacent, sibling };
    Combinator combinator = Combinator::descendant;
    std::vector<CssTest> tests;
};

/// A compiled list of CSS selectors. css_parse.h reads one, css_select.h looks for what it names.
struct Css {
    std::vector<std::vector<CssCompound>> selectors;
};

}  // namespace newsbus::extract
