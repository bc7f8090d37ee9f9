// Any bytes as a feed: whatever comes out is an article that other parts can rely on.
#include "feed/feed.h"
#include "base/utf8.h"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void require_web_address(const std::string& url) {
    auto parsed = newsbus::Url::parse(url);
    require(url.empty() || (parsed && parsed->is_http()));
}

void check(const newsbus::Article& article) {
    for (const std::string* text : {&article.identifier, &article.url, &article.headline, &article.description,
                                    &article.body, &article.body_html, &article.language})
        require(newsbus::is_valid_utf8(*text));
    require(article.headline.find('\n') == std::string::npos);
    require_web_address(article.url);
    require_web_address(article.canonical_url);
    for (const newsbus::Author& author : article.author) require_web_address(author.url);
    for (const newsbus::Image& image : article.image) require_web_address(image.url);
    for (const newsbus::Media& media : article.encoding) require_web_address(media.url);
    require(article.body_html.find("<script") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const newsbus::Url base = newsbus::Url::parse("https://news.example/rss/feed.xml").value();
    std::string_view body(reinterpret_cast<const char*>(data), size);
    auto harvest = newsbus::feed::read(body, "text/xml; charset=iso-8859-15", base);
    if (harvest)
        for (const newsbus::Article& article : harvest->articles) check(article);
    return 0;
}
