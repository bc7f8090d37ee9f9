// Any bytes as an index page: a bounded list of http(s) links whose texts are valid UTF-8.
#include "extract/links/listing.h"
#include "base/utf8.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    static const Url url = Url::parse("https://example.org/news/").value();
    auto listing = extract::read_listing({reinterpret_cast<const char*>(data), size}, "text/html", url);
    if (!listing) return 0;
    if (listing->articles.size() > 500) std::abort();
    for (const Article& article : listing->articles) {
        auto link = Url::parse(article.url);
        if (!link || !link->is_http()) std::abort();
        for (const std::string& text : {article.headline, article.description, article.date_published_raw})
            if (!is_valid_utf8(text)) std::abort();
    }
    return 0;
}
