#include "extract/links/card.h"

#include "date/date.h"
#include "extract/links/article_links.h"
#include "extract/tree/picture.h"
#include "extract/words/address_date.h"
#include "html/elements.h"
#include "html/text.h"
#include "html/walk.h"
#include "text/letters.h"
#include "text/page_lines.h"
#include "url/web_address.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t highest_card = 8;      // elements above the anchor
constexpr int largest_card = 400;            // nodes looked at
constexpr std::size_t shortest_teaser = 40;  // bytes
constexpr std::size_t longest_headline = 300, longest_teaser = 1500;

bool is_outer(std::string_view name) {
    return name == "body" || name == "html" || name == "main" || name.empty();
}

/// For each element around an anchor: the article whose links it holds, or `several`.
using Owners = std::unordered_map<std::size_t, std::size_t>;
constexpr std::size_t several = static_cast<std::size_t>(-1);

// Linear in all: an element changes at most twice, and the climb ends at the first element that would not change.
void claim(pugi::xml_node anchor, std::size_t article, Owners& owners) {
    for (pugi::xml_node node = anchor; node; node = node.parent()) {
        auto [owner, fresh] = owners.try_emplace(node.hash_value(), article);
        if (fresh) continue;
        if (owner->second == article || owner->second == several) return;
        owner->second = several;
        article = several;
    }
}

/// What was found while the card was walked through.
struct Findings {
    std::string heading, teaser, date, date_origin, image;
};

bool names_a_date(pugi::xml_node node) {
    std::string names = text::lower_case(node.attribute("class").value());
    return names.find("date") != names.npos || names.find("time") != names.npos ||
           std::string_view(node.attribute("itemprop").value()) == "datePublished";
}

class CardReader {
public:
    explicit CardReader(pugi::xml_node card) {
        html::walk(
            card, [this](pugi::xml_node node) { return enter(node); }, [](pugi::xml_node) {});
    }

    Findings take() { return std::move(found_); }

private:
    html::Descend enter(pugi::xml_node node) {
        if (node.type() != pugi::node_element || ++nodes_ > largest_card) return html::Descend::no;
        std::string_view name = node.name();
        if (name == "img" && found_.image.empty()) found_.image = picture_address(node);
        if (found_.date.empty() && (name == "time" || names_a_date(node))) look_for_date(node);
        if (html::heading_level(name) > 0 && found_.heading.empty()) found_.heading = html::inline_text(node);
        if (name == "p" || name == "div" || name == "span") look_for_teaser(node);
        return html::Descend::yes;
    }

    void look_for_date(pugi::xml_node node) {
        for (const char* attribute : {"datetime", "content"})
            if (parse_date(node.attribute(attribute).value())) {
                found_.date = node.attribute(attribute).value();
                found_.date_origin = "time";
                return;
            }
        std::string text = html::inline_text(node);
        if (!has_year(text) || !parse_date(text)) return;  // "2 hours ago", "Monday"
        found_.date = std::move(text);
        found_.date_origin = "card";
    }

    void look_for_teaser(pugi::xml_node node) {
        // Text of its own, not that of elements below.
        std::string text =
            std::string_view(node.name()) == "p" ? html::inline_text(node) : html::inline_text_of(node.child_value());
        bool fits = text.size() >= shortest_teaser && text.size() <= longest_teaser;
        if (fits && text.size() > found_.teaser.size() && !text::is_furniture(text)) found_.teaser = std::move(text);
    }

    Findings found_;
    int nodes_ = 0;
};

/// Of an anchor around a whole card the line that reads like a headline.
std::string headline_line(pugi::xml_node anchor, const std::string& fallback) {
    std::string text = html::plain_text(anchor), longest;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        if (std::ranges::count(line, ' ') >= 3 && line.size() <= longest_headline && !text::is_furniture(line))
            return std::string(line);
        if (line.size() > longest.size() && line.size() <= longest_headline) longest = line;
    }
    return longest.empty() ? fallback : longest;
}

bool holds(const std::string& text, const std::string& part) {
    return !part.empty() && text::letters_of(text).find(text::letters_of(part)) != std::string::npos;
}

std::string headline_of(const PageLink& link, const std::string& heading) {
    const Anchor& anchor = best_anchor(link);
    bool same = holds(heading, anchor.text) || holds(anchor.text, heading);
    if (same && heading.size() <= longest_headline) return heading;
    std::string line = headline_line(anchor.node, anchor.text);
    return line.size() <= longest_headline && !text::is_furniture(line) ? line : std::string();
}

void put_date(const std::string& raw, const std::string& origin, const Url& base, Article& article) {
    auto date = parse_date(raw, {.language = {}, .host = base.host()});
    if (!date) return;
    article.date_published = date->time;
    article.date_published_precision = date->precision;
    article.date_published_raw = raw;
    article.provenance["datePublished"] = origin;
}

}  // namespace

std::vector<pugi::xml_node> cards_of(const std::vector<PageLink>& links) {
    Owners owners;
    for (std::size_t i = 0; i < links.size(); ++i)
        for (const Anchor& anchor : links[i].anchors) claim(anchor.node, i, owners);
    std::vector<pugi::xml_node> cards;
    for (const PageLink& link : links) {
        pugi::xml_node card = best_anchor(link).node;
        for (std::size_t step = 0; step < highest_card; ++step) {
            pugi::xml_node parent = card.parent();
            if (is_outer(parent.name()) || owners[parent.hash_value()] == several) break;
            card = parent;
        }
        cards.push_back(card);
    }
    return cards;
}

void put_card(const PageLink& link, pugi::xml_node card, const Url& base, Article& article) {
    Findings found = CardReader(card).take();
    article.headline = headline_of(link, found.heading);
    if (!article.headline.empty()) article.provenance["headline"] = "link";
    if (found.date.empty())
        put_date(date_in_url(link.url.path()), "url", base, article);
    else
        put_date(found.date, found.date_origin, base, article);
    if (!found.teaser.empty() && !holds(found.teaser, article.headline) && !holds(article.headline, found.teaser)) {
        article.description = std::move(found.teaser);
        article.provenance["description"] = "card";
    }
    std::string image = web_address_text(found.image, base);
    if (image.empty()) return;
    article.image.push_back({std::move(image), {}, {}, 0, 0});
    article.provenance["image"] = "card";
}

}  // namespace newsbus::extract
