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
    {"a", kept_inline},
    {"abbr", kept_inline},
    {"address", flow},
    {"applet", unseen | scope},
    {"area", void_element},
    {"article", flow},
    {"aside", flow},
    {"audio", unseen},
    {"b", kept_inline},
    {"base", void_element},
    {"bdi", kept_inline},
    {"bdo", kept_inline},
    {"blockquote", flow | kept_structure},
    {"body", block},
    {"br", void_element | line_break | kept_inline},
    {"button", scope},
    {"canvas", unseen},
    {"caption", block | scope | kept_paragraph},
    {"center", flow},
    {"cite", kept_inline},
    {"code", kept_inline},
    {"col", void_element},
    {"dd", flow | kept_paragraph},
    {"del", kept_inline},
    {"details", flow},
    {"dfn", kept_inline},
    {"dialog", flow},
    {"dir", flow},
    {"div", flow},
    {"dl", flow | kept_structure},
    {"dt", flow | kept_paragraph},
    {"em", kept_inline},
    {"embed", void_element},
    {"fieldset", flow},
    {"figcaption", flow | kept_paragraph},
    {"figure", flow | kept_structure},
    {"footer", flow},
    {"form", flow},
    {"frameset", unseen},
    {"h1", flow | kept_paragraph},
    {"h2", flow | kept_paragraph},
    {"h3", flow | kept_paragraph},
    {"h4", flow | kept_paragraph},
    {"h5", flow | kept_paragraph},
    {"h6", flow | kept_paragraph},
    {"head", unseen},
    {"header", flow},
    {"hgroup", flow},
    {"hr", flow | void_element | kept_structure},
    {"html", block | scope},
    {"i", kept_inline},
    {"iframe", raw | unseen},
    {"img", void_element | kept_inline},
    {"input", void_element},
    {"ins", kept_inline},
    {"kbd", kept_inline},
    {"keygen", void_element},
    {"legend", block},
    {"li", flow | kept_paragraph},
    {"link", void_element},
    {"listing", flow},
    {"main", flow},
    {"mark", kept_inline},
    {"marquee", scope},
    {"math", unseen},
    {"menu", flow},
    {"meta", void_element},
    {"nav", flow},
    {"noembed", raw | unseen},
    {"noframes", raw | unseen},
    {"noscript", unseen | scope},
    {"object", unseen | scope},
    {"ol", flow | kept_structure},
    {"optgroup", unseen},
    {"option", unseen},
    {"p", flow | kept_paragraph},
    {"param", void_element},
    {"pre", flow | kept_paragraph},
    {"q", kept_inline},
    {"rp", unseen | kept_inline},
    {"rt", unseen | kept_inline},
    {"ruby", kept_inline},
    {"s", kept_inline},
    {"samp", kept_inline},
    {"script", raw | unseen},
    {"search", flow},
    {"section", flow},
    {"select", unseen},
    {"small", kept_inline},
    {"source", void_element},
    {"strong", kept_inline},
    {"style", raw | unseen},
    {"sub", kept_inline},
    {"summary", flow},
    {"sup", kept_inline},
    {"svg", raw | unseen},
    {"table", flow | scope | kept_structure},
    {"tbody", block | kept_structure},
    {"td", scope | table_cell | kept_paragraph},
    {"template", unseen | scope},
    {"textarea", raw | unseen},
    {"tfoot", block | kept_structure},
    {"th", scope | table_cell | kept_paragraph},
    {"thead", block | kept_structure},
    {"time", kept_inline},
    {"title", raw | unseen},
    {"tr", block | table_row | kept_structure},
    {"track", void_element},
    {"u", kept_inline},
    {"ul", flow | kept_structure},
    {"var", kept_inline},
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
