#include "extract/selectors/selector.h"

#include "extract/selectors/css_parse.h"
#include "extract/selectors/css_select.h"
#include "html/walk.h"

#include <algorithm>
#include <string>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest = 1000;  // bytes of an expression
constexpr int deepest = 16;            // brackets in one another
// Steps such as // visit every pair of an element and one above or before it.
constexpr std::size_t most_pairs = 10'000'000;

struct Written {
    bool is_xpath = false;
    std::size_t begin = 0;  ///< where the expression begins in the text
};

Written written(std::string_view text) {
    std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    std::string_view rest = text.substr(begin);
    if (rest.starts_with("xpath:")) return {true, begin + 6};
    if (rest.starts_with("css:")) return {false, begin + 4};
    bool is_xpath = rest.starts_with("/") || rest.starts_with("./") || rest.starts_with("..") || rest.starts_with("(");
    return {is_xpath, begin};
}

Error at_column(std::size_t offset, const std::string& what) {
    return Error{Errc::config, "column " + std::to_string(offset + 1) + ": " + what};
}

/// Byte offset of the first bracket that is too deep, npos when there is none. Strings are not looked into.
std::size_t too_deep(std::string_view expression) {
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        char c = expression[i];
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(' || c == '[') {
            if (++depth > deepest) return i;
        } else if (c == ')' || c == ']') {
            --depth;
        }
    }
    return expression.npos;
}

/// What cannot be evaluated in a bounded time whatever the page.
std::size_t endless_axis(std::string_view expression, std::string_view& axis) {
    for (std::string_view name : {"following::", "preceding::"}) {
        axis = name;
        if (std::size_t at = expression.find(name); at != expression.npos) return at;
    }
    return expression.npos;
}

Result<std::shared_ptr<const pugi::xpath_query>> compiled(std::string_view expression, std::size_t begin) {
    if (std::size_t at = too_deep(expression); at != expression.npos)
        return at_column(begin + at, "more than " + std::to_string(deepest) + " brackets in one another");
    std::string_view axis;
    if (std::size_t at = endless_axis(expression, axis); at != expression.npos)
        return at_column(begin + at, "the axis " + std::string(axis) + " is not available");
    try {
        auto query = std::make_shared<const pugi::xpath_query>(std::string(expression).c_str());
        if (query->return_type() != pugi::xpath_type_node_set)
            return at_column(begin, "names no nodes but gives a value");
        return query;
    } catch (const pugi::xpath_exception& wrong) {
        const pugi::xpath_parse_result& result = wrong.result();
        return at_column(begin + static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)),
                         result.description());
    }
}

bool is_bounded(pugi::xml_node page) {
    std::size_t pairs = 0, depth = 0;
    std::vector<std::size_t> before{0};  // elements and texts before, on each level
    html::walk(
        page,
        [&](pugi::xml_node) {
            pairs += depth + before.back()++;
            if (pairs > most_pairs) return html::Descend::no;
            ++depth;
            before.push_back(0);
            return html::Descend::yes;
        },
        [&](pugi::xml_node) {
            --depth;
            before.pop_back();
        });
    return pairs <= most_pairs;
}

}  // namespace

Result<Selector> Selector::parse(std::string_view text) {
    if (text.size() > longest)
        return at_column(longest, "an expression has " + std::to_string(longest) + " bytes at most");
    auto [is_xpath, begin] = written(text);
    Selector selector;
    if (is_xpath) {
        auto query = compiled(text.substr(begin), begin);
        if (!query) return query.error();
        selector.xpath_ = std::move(*query);
        return selector;
    }
    // The prefix becomes blank, so that columns are those of the text.
    auto css = parse_css(std::string(begin, ' ').append(text.substr(begin)));
    if (!css) return css.error();
    selector.css_ = std::make_shared<const Css>(std::move(*css));
    return selector;
}

std::vector<pugi::xpath_node> Selector::select(pugi::xml_node page) const {
    if (css_) return select_css(*css_, page);
    if (!xpath_ || !is_bounded(page)) return {};
    pugi::xpath_node_set found = xpath_->evaluate_node_set(page);
    found.sort();
    return {found.begin(), found.end()};
}

}  // namespace newsbus::extract
