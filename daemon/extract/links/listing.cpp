#include "extract/links/listing.h"

#include "extract/facts/metadata.h"
#include "extract/links/article_links.h"
#include "extract/links/card.h"
#include "extract/tree/open_page.h"
#include "url/web_address.h"

#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_articles = 500;

Listing about(const Metadata& metadata, const Url& url) {
    Listing listing;
    listing.name = metadata.first({"og:site_name", "application-name"});
    if (listing.name.empty()) listing.name = metadata.title;
    listing.language = metadata.language;
    listing.url = web_address(metadata.canonical, url).value_or(url).str();
    return listing;
}

}  // namespace

Result<Listing> read_listing(std::string_view body, std::string_view content_type, const Url& url, const Rules* rules) {
    auto page = open_page(body, content_type, url);
    if (!page) return page.error();
    if (rules) rules->clear(page->dom);
    Metadata metadata = read_metadata(page->dom);
    Url base = base_of(metadata, url);
    Listing listing = about(metadata, url);
    std::vector<PageLink> links = rules && rules->name_links() ? links_at(rules->links(page->dom), url, base)
                                                               : article_links(links_of(page->dom, url, base));
    if (links.size() > most_articles) links.erase(links.begin() + most_articles, links.end());
    std::vector<pugi::xml_node> cards = cards_of(links);
    for (std::size_t i = 0; i < links.size(); ++i) {
        Article article;
        article.url = links[i].url.str();
        put_card(links[i], cards[i], base, article);
        listing.articles.push_back(std::move(article));
    }
    return listing;
}

}  // namespace newsbus::extract
