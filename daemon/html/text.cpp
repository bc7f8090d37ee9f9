#include "html/text.h"

#include "html/elements.h"
#include "html/entities.h"
#include "html/markup.h"
#include "html/text_writer.h"
#include "html/token_text.h"
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
            writer.boundary(traits_of(child.name()));
            return Descend::yes;
        },
        [&](pugi::xml_node child) {
            unsigned traits = traits_of(child.name());
            if (!(traits & line_break)) writer.boundary(traits);
        });
    return std::move(writer).take();
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

std::string text_of_tokens(std::string_view html, Shape shape) {
    TokenText reader(shape, html.size());
    read_tokens(html, reader);
    return std::move(reader).take();
}

std::string text_of(std::string_view html, Shape shape) {
    if (html.find('<') != std::string_view::npos) {
        if (shape == Shape::one_line) return text_of_tokens(with_markup_only(html), shape);
        if (has_markup(html)) return text_of_tokens(html, shape);
    }
    TextWriter writer(shape, html.size());
    if (html.find('&') != std::string_view::npos)
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
