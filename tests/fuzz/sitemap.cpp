#include "feed/sitemap.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Any bytes are a sitemap or an error, and what comes out has addresses that can be fetched.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const newsbus::Url base = newsbus::Url::parse("https://courier.example/sitemap.xml").value();
    auto harvest = newsbus::feed::read_sitemap({reinterpret_cast<const char*>(data), size}, "", base);
    if (!harvest) return 0;
    for (const newsbus::Article& article : harvest->articles)
        if (!newsbus::Url::parse(article.url) || article.identifier.empty()) std::abort();
    for (const newsbus::Part& part : harvest->parts)
        if (!newsbus::Url::parse(part.url)) std::abort();
    return 0;
}
