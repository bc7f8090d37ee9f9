#include "html/elements.h"

#include "base/ascii.h"
#include "base/name_table.h"

#include <iterator>
#include <string>

namespace newsbus::html {
namespace {

struct Kind {
    unsigned traits = 0;
    Role role = Role::none;
    std::uint8_t number = 0;
};

struct Element {
    std::string_view name;
    Kind kind;
};

constexpr unsigned flow = block | closes_p;

constexpr Element elements[] = {
    {"a", {kept_inline, Role::link}},
    {"abbr", {kept_inline}},
    {"address", {flow}},
    {"amp-ad", {unseen}},
    {"amp-addthis", {unseen}},
    {"amp-consent", {unseen}},
    {"amp-embed", {unseen}},
    {"amp-list", {unseen}},
    {"amp-next-page", {unseen}},
    {"amp-sidebar", {unseen}},
    {"amp-social-share", {unseen}},
    {"amp-sticky-ad", {unseen}},
    {"amp-user-notification", {unseen}},
    {"applet", {unseen | scope}},
    {"area", {void_element}},
    {"article", {flow}},
    {"aside", {flow}},
    {"audio", {unseen}},
    {"b", {kept_inline}},
    {"base", {void_element}},
    {"bdi", {kept_inline}},
    {"bdo", {kept_inline}},
    {"blockquote", {flow | kept_structure}},
    {"body", {block}},
    {"br", {void_element | line_break | kept_inline}},
    {"button", {scope}},
    {"canvas", {unseen}},
    {"caption", {block | scope | kept_paragraph, Role::caption}},
    {"center", {flow}},
    {"cite", {kept_inline}},
    {"code", {kept_inline}},
    {"col", {void_element}},
    {"colgroup", {0, Role::caption}},
    {"dd", {flow | kept_paragraph, Role::definition}},
    {"del", {kept_inline}},
    {"details", {flow}},
    {"dfn", {kept_inline}},
    {"dialog", {flow}},
    {"dir", {flow}},
    {"div", {flow}},
    {"dl", {flow | kept_structure, Role::definitions}},
    {"dt", {flow | kept_paragraph, Role::definition}},
    {"em", {kept_inline}},
    {"embed", {void_element}},
    {"fieldset", {flow}},
    {"figcaption", {flow | kept_paragraph}},
    {"figure", {flow | kept_structure}},
    {"footer", {flow}},
    {"form", {flow, Role::form}},
    {"frameset", {unseen}},
    {"h1", {flow | kept_paragraph, Role::heading}},
    {"h2", {flow | kept_paragraph, Role::heading}},
    {"h3", {flow | kept_paragraph, Role::heading}},
    {"h4", {flow | kept_paragraph, Role::heading}},
    {"h5", {flow | kept_paragraph, Role::heading}},
    {"h6", {flow | kept_paragraph, Role::heading}},
    {"head", {unseen}},
    {"header", {flow}},
    {"hgroup", {flow}},
    {"hr", {flow | void_element | kept_structure}},
    {"html", {block | scope}},
    {"i", {kept_inline}},
    {"iframe", {raw | unseen}},
    {"img", {void_element | kept_inline}},
    {"input", {void_element}},
    {"ins", {kept_inline}},
    {"kbd", {kept_inline}},
    {"keygen", {void_element}},
    {"legend", {block}},
    {"li", {flow | kept_paragraph, Role::item}},
    {"link", {void_element}},
    {"listing", {flow}},
    {"main", {flow}},
    {"mark", {kept_inline}},
    {"marquee", {scope}},
    {"math", {unseen}},
    {"menu", {flow}},
    {"meta", {void_element}},
    {"nav", {flow}},
    {"noembed", {raw | unseen}},
    {"noframes", {raw | unseen}},
    {"noscript", {unseen | scope}},
    {"object", {unseen | scope}},
    {"ol", {flow | kept_structure, Role::list}},
    {"optgroup", {unseen, Role::option_group}},
    {"option", {unseen, Role::option}},
    {"p", {flow | kept_paragraph}},
    {"param", {void_element}},
    {"pre", {flow | kept_paragraph}},
    {"q", {kept_inline}},
    {"rp", {unseen | kept_inline, Role::ruby}},
    {"rt", {unseen | kept_inline, Role::ruby}},
    {"ruby", {kept_inline}},
    {"s", {kept_inline}},
    {"samp", {kept_inline}},
    {"script", {raw | unseen}},
    {"search", {flow}},
    {"section", {flow}},
    {"select", {unseen}},
    {"small", {kept_inline}},
    {"source", {void_element}},
    {"span", {}},
    {"strong", {kept_inline}},
    {"style", {raw | unseen}},
    {"sub", {kept_inline}},
    {"summary", {flow}},
    {"sup", {kept_inline}},
    {"svg", {raw | unseen}},
    {"table", {flow | scope | kept_structure, Role::table}},
    {"tbody", {block | kept_structure, Role::row_group}},
    {"td", {scope | table_cell | kept_paragraph, Role::cell}},
    {"template", {unseen | scope, Role::table}},
    {"textarea", {raw | unseen}},
    {"tfoot", {block | kept_structure, Role::row_group}},
    {"th", {scope | table_cell | kept_paragraph, Role::cell}},
    {"thead", {block | kept_structure, Role::row_group}},
    {"time", {kept_inline}},
    {"title", {raw | unseen}},
    {"tr", {block | table_row | kept_structure, Role::row}},
    {"track", {void_element}},
    {"u", {kept_inline}},
    {"ul", {flow | kept_structure, Role::list}},
    {"var", {kept_inline}},
    {"video", {unseen}},
    {"wbr", {void_element}},
    {"xmp", {raw | flow}},
};

constexpr NameTable<Kind> by_name = [] {
    static_assert(std::size(elements) < 256);
    NameTable<Kind> table;
    for (std::uint8_t i = 0; i < std::size(elements); ++i) {
        Kind kind = elements[i].kind;
        kind.number = static_cast<std::uint8_t>(i + 1);
        table.add(elements[i].name, kind);
    }
    return table;
}();

// `style` without white space and in lower case, as far as it is needed.
std::string squeezed(std::string_view style) {
    std::string out;
    for (char c : style.substr(0, 1000)) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        out += ascii::lower(c);
    }
    return out;
}

}  // namespace

unsigned traits_of(std::string_view name) {
    const Kind* kind = by_name.find(name);
    return kind ? kind->traits : 0;
}

Role role_of(std::string_view name) {
    const Kind* kind = by_name.find(name);
    return kind ? kind->role : Role::none;
}

std::uint8_t number_of(std::string_view name) {
    const Kind* kind = by_name.find(name);
    return kind ? kind->number : std::uint8_t{0};
}

std::string_view name_of(std::uint8_t number) {
    return number > 0 && number <= std::size(elements) ? elements[number - 1].name : std::string_view();
}

unsigned traits_of(std::uint8_t number) {
    return number > 0 && number <= std::size(elements) ? elements[number - 1].kind.traits : 0;
}

bool hides(std::string_view style) {
    if (style.find(':') == std::string_view::npos) return false;
    std::string squeezed_style = squeezed(style);
    return squeezed_style.find("display:none") != std::string::npos ||
           squeezed_style.find("visibility:hidden") != std::string::npos;
}

bool is_hidden(pugi::xml_node element) {
    return is_hidden(element, traits_of(element.name()));
}

bool is_hidden(pugi::xml_node element, unsigned traits) {
    if (traits & unseen) return true;
    for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute()) {
        const char* name = attribute.name();
        if (*name != 'h' && *name != 's') continue;
        if (std::string_view(name) == "hidden" && std::string_view(attribute.value()) != "until-found") return true;
        if (std::string_view(name) == "style" && hides(attribute.value())) return true;
    }
    return false;
}

}  // namespace newsbus::html
