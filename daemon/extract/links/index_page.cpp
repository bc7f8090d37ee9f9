#include "extract/links/index_page.h"

#include "extract/links/article_links.h"
#include "extract/links/card.h"
#include "extract/tree/outline.h"
#include "text/paragraphs.h"
#include "url/origin.h"

#include <algorithm>
#include <unordered_set>

namespace newsbus::extract {
namespace {

constexpr double most_evidence = -0.6;  // of an article, in its address: "/news/harbour" has less
constexpr std::size_t least_links = 10;
constexpr std::size_t long_paragraph = 300;    // bytes; teasers are shorter
constexpr std::size_t most_text_a_link = 300;  // bytes

std::size_t text_in_long_paragraphs(std::string_view body) {
    std::size_t sum = 0;
    text::each_paragraph(body, [&sum](std::string_view paragraph) {
        if (paragraph.size() >= long_paragraph) sum += paragraph.size();
    });
    return sum;
}

void measure_cards(pugi::xml_node page, const std::vector<PageLink>& links, IndexSigns& signs) {
    std::unordered_set<std::size_t> cards;
    for (pugi::xml_node card : cards_of(links)) cards.insert(card.hash_value());
    Outline outline = outline_of(page);
    signs.prose = outline.total_mass();
    for (const Element& element : outline.elements) {
        if (!cards.contains(element.node.hash_value())) continue;
        signs.in_cards += element.mass;
        signs.in_one_card = std::max(signs.in_one_card, element.mass);
    }
}

}  // namespace

bool has_index_address(const Url& url) {
    if (is_front_page(url)) return true;
    if (!url.query().empty()) return false;
    LinkAddress address = judged_address(url);
    return address.evidence <= most_evidence && !address.dated && !address.numbered;
}

IndexSigns index_signs(pugi::xml_node page, const Url& url, const Url& base) {
    IndexSigns signs;
    std::vector<PageLink> links = article_links(links_of(page, url, base));
    signs.links = links.size();
    if (signs.links < least_links) return signs;
    for (const PageLink& link : links) signs.letters += best_anchor(link).text.size();
    measure_cards(page, links, signs);
    return signs;
}

bool is_index(const IndexSigns& signs, std::string_view body) {
    if (signs.teasers) return true;
    if (signs.links < least_links) return false;
    bool teasers = body.size() <= signs.links * most_text_a_link && text_in_long_paragraphs(body) <= signs.letters;
    bool cards = signs.in_cards >= signs.prose / 10 * 6 && signs.in_one_card <= signs.prose / 10 * 3;
    return teasers || cards;
}

}  // namespace newsbus::extract
