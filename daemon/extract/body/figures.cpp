#include "extract/body/figures.h"

#include "extract/tree/naming.h"
#include "extract/tree/picture.h"
#include "html/pictures.h"
#include "html/text.h"
#include "html/walk.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_figures = 30;
constexpr int smallest_side = 100;  // pixels; below are icons, portraits of authors, trackers
constexpr std::size_t longest_caption = 1000;

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value > 0 && value <= 100'000 ? value : 0;
}

// What the figure says, the photographer's name apart where the markup tells them apart.
void put_caption(pugi::xml_node figure, Image& image) {
    html::walk(
        figure,
        [&](pugi::xml_node node) {
            if (node.type() != pugi::node_element) return html::Descend::no;
            std::string_view names = node.attribute("class").value();
            bool credit = names.find("credit") != std::string_view::npos ||
                          names.find("copyright") != std::string_view::npos ||
                          std::string_view(node.attribute("itemprop").value()) == "copyrightHolder";
            std::string* field = credit ? &image.credit : naming_of(node).caption ? &image.caption : nullptr;
            if (!field || !field->empty()) return html::Descend::yes;
            *field = html::inline_text(node);
            if (field->size() > longest_caption) field->clear();
            return credit ? html::Descend::no : html::Descend::yes;
        },
        [](pugi::xml_node) {});
    if (!image.credit.empty() && image.caption.ends_with(image.credit)) {
        image.caption.resize(image.caption.size() - image.credit.size());
        while (!image.caption.empty() && (image.caption.back() == ' ' || image.caption.back() == '|'))
            image.caption.pop_back();
    }
}

// The innermost <figure>, or element named as a picture with its caption, around an image.
pugi::xml_node figure_around(pugi::xml_node image) {
    int steps = 0;
    for (pugi::xml_node node = image.parent(); node && steps < 6; node = node.parent(), ++steps)
        if (std::string_view(node.name()) == "figure" || naming_of(node).caption) return node;
    return {};
}

// A picture may stand above the text, beside the headline; go up as long as that adds no other text.
std::uint32_t surroundings(const Outline& outline, std::uint32_t container) {
    std::uint32_t at = container;
    while (at != 0) {
        const Element& parent = outline.elements[outline.elements[at].parent];
        std::string_view name = parent.node.name();
        if (name == "body" || name == "html" || parent.mass * 10 > outline.elements[container].mass * 11) break;
        at = outline.elements[at].parent;
        if (name == "article" || name == "main") break;
    }
    return at;
}

// Where a script puts the picture in, <noscript> beside it has it for readers without one.
std::string picture_without_scripts(pugi::xml_node image) {
    pugi::xml_node beside = image.next_sibling();
    while (beside && beside.type() != pugi::node_element) beside = beside.next_sibling();
    if (std::string_view(beside.name()) != "noscript") return {};
    const pugi::xml_node inside =
        beside.find_node([](pugi::xml_node child) { return std::string_view(child.name()) == "img"; });
    return inside ? picture_address(inside) : std::string();
}

// A picture beside the text that leads to another page is that page's.
bool leads_away(pugi::xml_node image) {
    constexpr int highest = 4;
    constexpr std::string_view pictures[] = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".JPG"};
    pugi::xml_node link = image.parent();
    for (int steps = 0; link && steps < highest && std::string_view(link.name()) != "a"; ++steps) link = link.parent();
    const std::string_view href = std::string_view(link.name()) == "a" ? link.attribute("href").value() : "";
    return !href.empty() && href[0] != '#' && !href.starts_with("javascript:") &&
           std::ranges::none_of(pictures, [href](std::string_view end) { return href.find(end) != href.npos; });
}

// Dropped with its caption, not with a list of other articles?
bool is_article_figure(const Outline& outline, std::uint32_t i) {
    std::uint32_t top = i;
    while (outline.elements[outline.elements[top].parent].dropped) top = outline.elements[top].parent;
    pugi::xml_node node = outline.elements[top].node;
    return std::string_view(node.name()) == "figure" || naming_of(node).caption || figure_around(node);
}

}  // namespace

std::vector<Image> figures_in(const Outline& outline, std::uint32_t container) {
    std::vector<Image> images;
    const auto& elements = outline.elements;
    std::uint32_t around = surroundings(outline, container);
    for (std::uint32_t i = around + 1; i < elements[around].end && images.size() < most_figures; ++i) {
        pugi::xml_node node = elements[i].node;
        const std::string_view name = node.name();
        if (name != "img" && name != "amp-img") continue;
        pugi::xml_node figure = figure_around(node);
        if (elements[i].dropped && (!figure || !is_article_figure(outline, i))) continue;
        const bool beside = i < container || i >= elements[container].end;
        if (beside && !figure && leads_away(node)) continue;
        Image image;
        image.url = picture_address(node);
        if (image.url.empty()) image.url = picture_without_scripts(node);
        image.width = number(node.attribute("width").value());
        image.height = number(node.attribute("height").value());
        bool small =
            (image.width > 0 && image.width < smallest_side) || (image.height > 0 && image.height < smallest_side);
        if (image.url.empty() || small) continue;
        if (html::is_invisible({image.url, node.attribute("class").value(), node.attribute("style").value(),
                                node.attribute("width").value(), node.attribute("height").value()}))
            continue;
        if (figure) put_caption(figure, image);
        images.push_back(std::move(image));
    }
    return images;
}

}  // namespace newsbus::extract
