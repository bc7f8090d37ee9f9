// Any bytes as a JSON Feed, whole, behind a head that is good, and with their end cut off: what comes out is valid.
#include "base/utf8.h"
#include "feed/feed.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void check(const newsbus::Article& article) {
    for (const std::string* text : {&article.identifier, &article.url, &article.headline, &article.description,
                                    &article.body, &article.body_html, &article.language})
        require(newsbus::is_valid_utf8(*text));
    for (const newsbus::Author& author : article.author) require(!author.name.empty());
    require(article.url.empty() || newsbus::Url::parse(article.url));
    require(article.body_html.find("<script") == std::string::npos);
}

void read(std::string_view body) {
    static const newsbus::Url base = newsbus::Url::parse("https://news.example/feed.json").value();
    auto harvest = newsbus::feed::read(body, "application/feed+json", base);
    if (!harvest) return;
    for (const newsbus::Article& article : harvest->articles) check(article);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view body(reinterpret_cast<const char*>(data), size);
    read(body);
    read(body.substr(0, size - size / 3));
    read(R"({"items": [{"id": "first"}, {"id": "second"}, )" + std::string(body));
    return 0;
}
