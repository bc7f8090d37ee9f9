#include "extract/body/boxes.h"

#include "base/affix.h"
#include "date/date.h"
#include "extract/body/prose.h"
#include "html/elements.h"
#include "text/page_lines.h"

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t longest_caption = 250;

bool is_picture_box(const Outline& outline, std::uint32_t i) {
    constexpr std::uint32_t most_elements = 16;
    const Element& element = outline.elements[i];
    std::string_view name = element.name();
    if ((name != "div" && name != "figure") || element.text == 0 || element.text > longest_caption ||
        element.end - i > most_elements)
        return false;
    bool picture = false;
    for (std::uint32_t j = i + 1; j < element.end; ++j) {
        std::string_view inner = outline.elements[j].name();
        picture = picture || inner == "img" || inner == "picture";
        if (inner == "li" || html::heading_level(inner) > 0) return false;
    }
    return picture;
}

// A channel of the paper: its address has one name, that of a post has more.
bool is_channel(std::string_view href) {
    constexpr std::string_view hosts[] = {
        "google.com/preferences/", "whatsapp.com/channel/", "chat.whatsapp.com/", "t.me/", "telegram.me/",
        "flipboard.com/@"};
    const std::size_t scheme = href.find("://");
    if (scheme == href.npos) return false;
    href.remove_prefix(scheme + 3);
    if (href.starts_with("www.")) href.remove_prefix(4);
    if (href.starts_with("news.google.com/")) return true;
    const std::size_t host = prefix_size(href, hosts);
    const std::string_view name = href.substr(host, href.find_first_of("?#") - host);
    return host > 0 && name.substr(0, name.size() - name.ends_with('/')).find('/') == name.npos;
}

}  // namespace

// Lists, and boxes, whose text is mostly links.
void drop_link_lists(Outline& outline, std::uint32_t container) {
    for (std::uint32_t i = container + 1; i < outline.elements[container].end;) {
        Element& element = outline.elements[i];
        std::string_view name = element.name();
        bool box = name == "ul" || name == "ol" || name == "dl" || name == "table" || name == "div" ||
                   name == "section" || name == "article";
        bool linked = box && element.text > 0 && element.link * 2 > element.text && element.mass * 4 < element.text &&
                      element.mass * 2 <= outline.elements[container].mass;
        if (element.dropped || linked) {
            if (!element.dropped) outline.drop(i);
            i = element.end;
        } else {
            ++i;
        }
    }
}

// Boxes that hold a picture and a line or two: the line is its caption, unless the whole text is made of such boxes.
void drop_captions(Outline& outline, std::uint32_t container) {
    std::vector<std::uint32_t> boxes;
    std::uint32_t mass = 0;
    for (std::uint32_t i = container + 1; i < outline.elements[container].end;) {
        const Element& element = outline.elements[i];
        if (!element.dropped && is_picture_box(outline, i)) {
            boxes.push_back(i);
            mass += element.mass;
        } else if (!element.dropped) {
            ++i;
            continue;
        }
        i = element.end;
    }
    if (mass * 10 > outline.elements[container].mass) return;
    for (std::uint32_t box : boxes)  // the picture stays
        for (std::uint32_t i = box; i < outline.elements[box].end; ++i)
            if (outline.elements[i].block && outline.elements[i].own > 0) outline.drop_own(i);
}

void drop_lists_of_facts(Outline& outline, std::uint32_t container, std::uint32_t text) {
    constexpr int most_items = 5;
    constexpr std::uint32_t longest_fact = 60;
    const auto& elements = outline.elements;
    for (std::uint32_t list = container + 1; list < text; ++list) {
        if (elements[list].dropped || (elements[list].name() != "ul" && elements[list].name() != "ol")) continue;
        int items = 0;
        bool facts = elements[list].end <= text, dated = false;
        for (std::uint32_t i = list + 1; facts && i < elements[list].end && items <= most_items; i = elements[i].end) {
            const std::string item = outline.own_text(i);
            facts = elements[i].text <= longest_fact && (text::is_page_line(item) || is_label(item));
            dated = dated || has_year(item);
            ++items;
        }
        if (facts && dated && items > 1 && items <= most_items) outline.drop(list);
    }
}

void drop_calls_to_follow(Outline& outline, std::uint32_t container) {
    constexpr std::uint32_t longest_call = 200;
    const auto& elements = outline.elements;
    for (std::uint32_t i = container + 1; i < elements[container].end; ++i) {
        const Element& block = elements[i];
        if (block.dropped || !block.block || block.own_link == 0 || block.own > longest_call) continue;
        int links = 0, channels = 0;
        for (std::uint32_t at = i + 1; at < block.end; ++at) {
            if (elements[at].name() != "a") continue;
            ++links;
            channels += is_channel(elements[at].node.attribute("href").value());
        }
        if (links > 0 && channels == links) outline.drop_own(i);
    }
}

}  // namespace newsbus::extract
