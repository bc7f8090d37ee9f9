// The short way for plain addresses has the outcome of the long one, which a blank in front brings about.
// A line of its own is the address, what follows the first line break the base. What is a URL stays one, unchanged.
#include "url/url.h"
#include "url/host.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void check(const newsbus::Url& url) {
    auto again = newsbus::Url::parse(url.str());
    if (!again || again->str() != url.str()) std::abort();
    if (again->host() != url.host() || again->path() != url.path() || again->query() != url.query()) std::abort();
    for (char c : url.str())
        if (static_cast<unsigned char>(c) <= 0x1F || static_cast<unsigned char>(c) >= 0x7F) std::abort();
    newsbus::politeness_host(url);
    newsbus::comparable_url(url);
    newsbus::without_tracking(url);
    url.without_fragment();
}

void compare(const newsbus::Result<newsbus::Url>& one, const newsbus::Result<newsbus::Url>& other) {
    if (one.has_value() != other.has_value()) std::abort();
    if (!one) return;
    if (one->str() != other->str() || one->scheme() != other->scheme() || one->userinfo() != other->userinfo() ||
        one->host() != other->host() || one->port() != other->port() || one->path() != other->path() ||
        one->query() != other->query() || one->fragment() != other->fragment())
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view all(reinterpret_cast<const char*>(data), size);
    std::string_view text = all.substr(0, all.find('\n'));
    if (auto url = newsbus::Url::parse(text)) check(*url);
    compare(newsbus::Url::parse(text), newsbus::Url::parse(" " + std::string(text)));
    if (text.size() == all.size()) return 0;
    auto base = newsbus::Url::parse(all.substr(text.size() + 1));
    if (!base) return 0;
    if (auto url = newsbus::Url::parse(text, *base)) check(*url);
    return 0;
}
