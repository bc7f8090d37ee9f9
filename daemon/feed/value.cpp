#include "feed/value.h"
#include "base/ascii.h"
#include "base/blank.h"
#include "base/byte_block.h"
#include "base/utf8.h"
#include "feed/blank_html.h"
#include "feed/elements.h"
#include "feed/escaping.h"
#include "html/entities.h"
#include "html/markup.h"
#include "html/text.h"

#include <algorithm>
#include <optional>

namespace newsbus::feed {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_text(pugi::xml_node node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

/// What stands in `node` when that is nothing, or one piece of text; else nothing.
std::optional<std::string_view> only_text(pugi::xml_node node) {
    pugi::xml_node first = node.first_child();
    const char* embedded = node.value();
    switch (first.type()) {
        case pugi::node_null:
            return embedded;
        case pugi::node_pcdata:
        case pugi::node_cdata:
            if (*embedded != '\0' || first.next_sibling()) return std::nullopt;
            return first.value();
        default:
            return std::nullopt;
    }
}

Text text_below(pugi::xml_node node, bool is_html) {
    if (auto only = only_text(node)) return {*only, {}, is_html};
    return {{}, raw_text(node), is_html};
}

/// Is white space nothing but single blanks in `text`, which is trimmed?
bool is_squeezed(std::string_view text) {
    std::uint64_t before = 0;  // 1 = a blank ended the block before
    return for_each_block(text, '.', [&before](ByteBlock block, std::size_t) {
        std::uint64_t blanks = block.equal(' ');
        std::uint64_t found =
            (blanks & (blanks << 1 | before)) | block.equal('\n') | block.equal('\t') | block.equal('\r');
        before = blanks >> 63;
        return found == 0;
    });
}

bool has_elements(pugi::xml_node node) {
    Elements elements(node);
    return elements.begin() != elements.end();
}

/// Would the element's tags say something in HTML? A <link> in a text is one of the feed's.
bool is_markup(pugi::xml_node element) {
    std::string name = ascii::lower(local_name(element.name()));
    return html::is_element_name(name) && name != "link";
}

void append_start_tag(pugi::xml_node element, std::string& out) {
    if (!is_markup(element)) return;
    out.append("<").append(local_name(element.name()));
    for (pugi::xml_attribute attribute : element.attributes()) {
        if (std::string_view(attribute.name()).starts_with("xmlns")) continue;
        out.append(" ").append(attribute.name()).append("=\"");
        html::append_escaped(out, attribute.value(), html::Place::attribute);
        out += '"';
    }
    out += '>';
}

bool is_void(std::string_view name) {
    static constexpr std::string_view names[] = {"area",  "br",   "col",   "embed",  "hr",    "img",
                                                 "input", "link", "param", "source", "track", "wbr"};
    return std::ranges::any_of(names,
                               [name](std::string_view known) { return ascii::equals_ignoring_case(name, known); });
}

void append_end_tag(pugi::xml_node element, std::string& out) {
    std::string_view name = local_name(element.name());
    if (is_markup(element) && !is_void(name)) out.append("</").append(name).append(">");
}

/// What stands below `root` as HTML text, prefixes dropped. Character data is text, to be escaped again, in XHTML, and
/// is HTML itself where somebody forgot to escape half of it. No recursion: content may be nested 20,000 deep.
std::string inner_markup(pugi::xml_node root, bool is_xhtml) {
    std::string out;
    auto append_text = [&](std::string_view text) {
        if (is_xhtml)
            html::append_escaped(out, text, html::Place::attribute);
        else
            out += text;
    };
    append_text(root.value());
    pugi::xml_node node = root.first_child();
    while (node) {
        if (node.type() == pugi::node_element) {
            append_start_tag(node, out);
            append_text(node.value());
            if (node.first_child()) {
                node = node.first_child();
                continue;
            }
            append_end_tag(node, out);
        } else if (is_text(node)) {
            append_text(node.value());
        }
        while (!node.next_sibling()) {
            node = node.parent();
            if (!node || node == root) return out;
            append_end_tag(node, out);
        }
        node = node.next_sibling();
    }
    return out;
}

/// Decodes base64 (RFC 4648), skipping what does not belong to it; the outcome is made valid UTF-8.
std::string from_base64(std::string_view text) {
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0, count = 0;
    for (char c : text) {
        std::size_t digit = alphabet.find(c);
        if (digit == alphabet.npos) continue;
        bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFFFF;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFF);
    }
    return replace_invalid_utf8(out);
}

/// The text in base64; "" when it is none, but a picture or a file. Whatever is said of its type, bytes decide.
std::string text_from_base64(std::string_view encoded) {
    std::string text = from_base64(encoded);
    bool is_text = !look_at_utf8(text).has_controls && text.find("\xEF\xBF\xBD") == text.npos;
    return is_text ? text : std::string();
}

enum class Kind { plain, html, xhtml, base64 };

bool is_plain_type(std::string_view type) {
    return type.empty() || ascii::equals_ignoring_case(type, "text") || ascii::equals_ignoring_case(type, "text/plain");
}

/// Atom's type attribute in its many spellings: html, text/html, application/xhtml+xml, text/plain, image/svg+xml ...
/// A media type that is neither text nor XML is base64 (RFC 4287 section 4.1.3.3).
Kind kind_of(std::string_view type, std::string_view mode) {
    auto is = [type](std::string_view name) { return ascii::equals_ignoring_case(type, name); };
    if (mode == "base64") return Kind::base64;
    if (is("html") || is("text/html") || is("application/html")) return Kind::html;
    if (is("xhtml") || is("application/xhtml+xml") || is("text/xhtml")) return Kind::xhtml;
    if (type.ends_with("/xml") || type.ends_with("+xml")) return Kind::xhtml;
    bool other_media = mode.empty() && type.find('/') != type.npos && !type.starts_with("text/");
    return other_media ? Kind::base64 : Kind::plain;
}

}  // namespace

Filling filling_of(pugi::xml_node node) {
    pugi::xml_node first = node.first_child();
    bool embedded = *node.value() != '\0';
    if (auto only = only_text(node)) return shows_nothing(*only) ? Filling::nothing : Filling::text;
    return embedded || first.type() == pugi::node_element || first.next_sibling() ? Filling::mixed : Filling::text;
}

std::string squeezed(std::string_view text) {
    text = trimmed_blank(text);
    if (is_squeezed(text)) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::size_t begin = at;
        while (at < text.size() && !is_space(text[at])) ++at;
        if (at == begin) continue;
        if (!out.empty()) out += ' ';
        out += text.substr(begin, at - begin);
    }
    return out;
}

std::string raw_text(pugi::xml_node node) {
    std::string out = node.value();
    for (pugi::xml_node child : node.children())
        if (is_text(child)) out += child.value();
    return out;
}

Text token(pugi::xml_node node) {
    auto only = only_text(node);
    if (!only) return {{}, squeezed(trimmed_unseen(without_cdata_marks(raw_text(node))))};
    std::string_view text = trimmed_unseen(without_cdata_marks(*only));
    return is_squeezed(text) ? Text{text, {}} : Text{{}, squeezed(text)};
}

Text link_text(pugi::xml_node node) {
    if (auto only = only_text(node)) return {trimmed_unseen(without_cdata_marks(*only)), {}};
    return {{}, std::string(trimmed_unseen(without_cdata_marks(raw_text(node))))};
}

std::string_view address_behind(pugi::xml_node link) {
    pugi::xml_node next = link.next_sibling();
    if (link.first_attribute() || !is_text(next)) return {};
    std::string_view text = trimmed_unseen(next.value());
    return ascii::equals_ignoring_case(text.substr(0, 4), "http") ? text : std::string_view();
}

std::string token_text(pugi::xml_node node) {
    Text text = token(node);
    return text.made.empty() ? std::string(text.borrowed) : std::move(text.made);
}

Text read_text(pugi::xml_node node, Space space) {
    bool nested = has_elements(node);
    if (space != Space::atom) {
        if (node.attribute("encoding").value() == std::string_view("base64"))
            return {{}, text_from_base64(raw_text(node)), true};
        return nested ? Text{{}, inner_markup(node, false), true} : text_below(node, true);
    }
    std::string_view type = node.attribute("type").value();
    switch (kind_of(type, node.attribute("mode").value())) {
        case Kind::base64:
            return {{}, text_from_base64(raw_text(node)), !is_plain_type(type)};
        case Kind::html:
            return nested ? Text{{}, inner_markup(node, false), true} : text_below(node, true);
        case Kind::xhtml:
            return nested ? Text{{}, inner_markup(node, true), true} : text_below(node, true);
        case Kind::plain:
            break;
    }
    // Version 0.3 had no type for markup that just stands there, and many still write it so.
    return nested ? Text{{}, inner_markup(node, true), true} : text_below(node, false);
}

Text as_meant(Text text) {
    if (!text.is_html) return text;
    std::string_view inside = without_cdata_marks(text.value());
    if (auto unescaped = without_false_escaping(inside)) return {{}, std::move(*unescaped), true};
    if (inside.size() == text.value().size()) return text;
    return text.made.empty() ? Text{inside, {}, true} : Text{{}, std::string(inside), true};
}

std::string as_line(const Text& text) {
    return text.is_html ? html::inline_text_of(text.value()) : squeezed(text.value());
}

std::string as_plain(const Text& text) {
    return text.is_html ? html::text_of(text.value()) : std::string(trimmed_blank(text.value()));
}

}  // namespace newsbus::feed
