#include "extract/plain/bare_page.h"

#include "base/ascii.h"
#include "extract/tree/outline.h"
#include "html/elements.h"
#include "html/text.h"
#include "html/walk.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr int few_names = 2;
constexpr std::uint32_t shortest_paragraph = 40;

bool is_in(std::string_view name, const auto& names) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Is the node at an end of its line, where `next` leads on that side?
bool ends_line(pugi::xml_node node, pugi::xml_node (pugi::xml_node::*next)() const) {
    for (;;) {
        pugi::xml_node beside = (node.*next)();
        while (beside && beside.type() == pugi::node_pcdata && ascii::trimmed(beside.value()).empty())
            beside = (beside.*next)();
        if (beside) return std::string_view(beside.name()) == "br" || html::is_block(beside.name());
        node = node.parent();
        const std::string_view name = node.name();
        if (!node || html::is_block(name) || name == "td" || name == "th") return true;
    }
}

}  // namespace

bool is_bare(pugi::xml_node page) {
    static constexpr std::string_view telling[] = {"article", "main", "section", "aside", "nav", "figure"};
    static constexpr std::string_view holding[] = {"div", "td", "table", "ul", "span"};
    int names = 0;
    return !page.find_node([&](pugi::xml_node node) {
        const std::string_view name = node.name();
        names += is_in(name, holding) && (node.attribute("class") || node.attribute("id"));
        const bool paragraph = name == "p" && weight_of(node.text().get()) >= shortest_paragraph;
        const bool own = name.find('-') != name.npos;  // an element of the site's own
        return paragraph || names > few_names || own || is_in(name, telling);
    });
}

std::string lines_of_bare(pugi::xml_node page) {
    std::vector<pugi::xml_node> links;
    html::walk(
        page,
        [&links](pugi::xml_node node) {
            if (std::string_view(node.name()) != "a" || !node.attribute("href")) return html::Descend::yes;
            if (ends_line(node, &pugi::xml_node::previous_sibling) && ends_line(node, &pugi::xml_node::next_sibling))
                links.push_back(node);
            return html::Descend::no;
        },
        [](pugi::xml_node) {});
    for (pugi::xml_node link : links) link.parent().remove_child(link);
    return html::plain_text(page);
}

}  // namespace newsbus::extract
