#include "html/text.h"

#include "html/elements.h"
#include "html/entities.h"
#include "html/text_writer.h"
#include "html/tokens.h"
#include "html/walk.h"

#include <utility>

namespace newsbus::html {
namespace {

using Shape = TextWriter::Shape;

std::string text_below(pugi::xml_node node, Shape shape) {
    TextWriter writer(shape);
    if (node.type() == pugi::node_pcdata) writer.text(node.value());
    walk(
        node,
        [&](pugi::xml_node child) {
            if (child.type() == pugi::node_pcdata) {
                writer.text(child.value());
                return Descend::no;
            }
            if (is_hidden(child)) return Descend::no;
            writer.boundary(child.name());
            return Descend::yes;
        },
        [&](pugi::xml_node child) {
            if (std::string_view(child.name()) != "br") writer.boundary(child.name());
        });
    return std::move(writer).take();
}

bool is_hidden(const Token& token) {
    if (traits_of(token.name) & (unseen | raw)) return true;
    for (const Attribute& attribute : token.attributes) {
        if (equals_ignoring_case(attribute.name, "hidden")) return true;
        if (equals_ignoring_case(attribute.name, "style") && hides(attribute.value)) return true;
    }
    return false;
}

// Text without a tag: blank lines are all the structure it has.
void write_untagged(TextWriter& writer, std::string_view text) {
    while (true) {
        std::size_t line_end = text.find('\n');
        writer.text(text.substr(0, line_end));
        if (line_end == std::string_view::npos) return;
        writer.space();
        text.remove_prefix(line_end + 1);
        std::size_t blank = text.find_first_not_of(" \t\r");
        if (blank != std::string_view::npos && text[blank] == '\n') writer.paragraph();
    }
}

// Straight from the tokens, without a tree: feeds ask for this a thousand times a document.
void write_tokens(TextWriter& writer, std::string_view html) {
    Tokens tokens(html);
    std::string buffer;
    std::string hidden;  // name of the hidden element that is open
    int depth = 0;       // of elements of that name
    for (Token token; tokens.next(token);) {
        bool tag = token.kind == Token::Kind::start || token.kind == Token::Kind::end;
        if (!hidden.empty()) {
            if (!tag || token.name != hidden) continue;
            depth += token.kind == Token::Kind::start ? 1 : -1;
            if (depth == 0) hidden.clear();
        } else if (token.kind == Token::Kind::text) {
            writer.text(decoded(token.text, Place::text, buffer));
        } else if (token.kind == Token::Kind::start && !is_void(token.name) && is_hidden(token)) {
            hidden = token.name;
            depth = 1;
        } else if (tag && !(token.kind == Token::Kind::end && token.name == "br")) {
            writer.boundary(token.name);
        }
    }
}

std::string text_of(std::string_view html, Shape shape) {
    TextWriter writer(shape, html.size());
    if (html.find('<') != std::string_view::npos)
        write_tokens(writer, html);
    else if (html.find('&') != std::string_view::npos)
        write_untagged(writer, decode_entities(html));
    else
        write_untagged(writer, html);
    return std::move(writer).take();
}

}  // namespace

std::string plain_text(pugi::xml_node node) {
    return text_below(node, Shape::paragraphs);
}
std::string inline_text(pugi::xml_node node) {
    return text_below(node, Shape::one_line);
}
std::string text_of(std::string_view html) {
    return text_of(html, Shape::paragraphs);
}
std::string inline_text_of(std::string_view html) {
    return text_of(html, Shape::one_line);
}

}  // namespace newsbus::html
