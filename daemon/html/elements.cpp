#include "html/elements.h"

#include "base/name_table.h"

#include <string>

namespace newsbus::html {
namespace {

struct Element {
    std::string_view name;
    unsigned traits;
};

constexpr unsigned flow = block | closes_p;

constexpr Element elements[] = {
    {"address", flow},
    {"applet", unseen | scope},
    {"area", void_element},
    {"article", flow},
    {"aside", flow},
    {"audio", unseen},
    {"base", void_element},
    {"blockquote", flow},
    {"body", block},
    {"br", void_element | line_break},
    {"button", scope},
    {"canvas", unseen},
    {"caption", block | scope},
    {"center", flow},
    {"col", void_element},
    {"dd", flow},
    {"details", flow},
    {"dialog", flow},
    {"dir", flow},
    {"div", flow},
    {"dl", flow},
    {"dt", flow},
    {"embed", void_element},
    {"fieldset", flow},
    {"figcaption", flow},
    {"figure", flow},
    {"footer", flow},
    {"form", flow},
    {"frameset", unseen},
    {"h1", flow},
    {"h2", flow},
    {"h3", flow},
    {"h4", flow},
    {"h5", flow},
    {"h6", flow},
    {"head", unseen},
    {"header", flow},
    {"hgroup", flow},
    {"hr", flow | void_element},
    {"html", block | scope},
    {"iframe", raw | unseen},
    {"img", void_element},
    {"input", void_element},
    {"keygen", void_element},
    {"legend", block},
    {"li", flow},
    {"link", void_element},
    {"listing", flow},
    {"main", flow},
    {"marquee", scope},
    {"math", unseen},
    {"menu", flow},
    {"meta", void_element},
    {"nav", flow},
    {"noembed", raw | unseen},
    {"noframes", raw | unseen},
    {"noscript", unseen | scope},
    {"object", unseen | scope},
    {"ol", flow},
    {"optgroup", unseen},
    {"option", unseen},
    {"p", flow},
    {"param", void_element},
    {"pre", flow},
    {"rp", unseen},
    {"rt", unseen},
    {"script", raw | unseen},
    {"search", flow},
    {"section", flow},
    {"select", unseen},
    {"source", void_element},
    {"style", raw | unseen},
    {"summary", flow},
    {"svg", raw | unseen},
    {"table", flow | scope},
    {"tbody", block},
    {"td", scope | table_cell},
    {"template", unseen | scope},
    {"textarea", raw | unseen},
    {"tfoot", block},
    {"th", scope | table_cell},
    {"thead", block},
    {"title", raw | unseen},
    {"tr", block | table_row},
    {"track", void_element},
    {"ul", flow},
    {"video", unseen},
    {"wbr", void_element},
    {"xmp", raw | flow},
};

constexpr NameTable<unsigned> by_name = [] {
    NameTable<unsigned> table;
    for (const Element& element : elements) table.add(element.name, element.traits);
    return table;
}();

// `style` without white space and in lower case, as far as it is needed.
std::string squeezed(std::string_view style) {
    std::string out;
    for (char c : style.substr(0, 1000)) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

}  // namespace

unsigned traits_of(std::string_view name) {
    const unsigned* traits = by_name.find(name);
    return traits ? *traits : 0;
}

bool hides(std::string_view style) {
    if (style.find(':') == std::string_view::npos) return false;
    std::string squeezed_style = squeezed(style);
    return squeezed_style.find("display:none") != std::string::npos ||
           squeezed_style.find("visibility:hidden") != std::string::npos;
}

bool is_hidden(pugi::xml_node element) {
    if (traits_of(element.name()) & unseen) return true;
    for (pugi::xml_attribute attribute : element.attributes()) {
        std::string_view name = attribute.name();
        if (name == "hidden" && std::string_view(attribute.value()) != "until-found") return true;
        if (name == "style" && hides(attribute.value())) return true;
    }
    return false;
}

}  // namespace newsbus::html
