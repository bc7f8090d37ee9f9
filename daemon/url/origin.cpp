#include "url/origin.h"

#include "url/pieces.h"

namespace newsbus {

bool same_origin(const Url& a, const Url& b) {
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

std::string origin_of(const Url& url) {
    std::string origin = std::string(url.scheme()) + "://" + std::string(url.host());
    if (url.port() != url::default_port(url.scheme())) origin += ':' + std::to_string(url.port());
    return origin;
}

bool is_front_page(const Url& url) {
    return !url.host().empty() && url.path().size() <= 1 && url.query().empty();
}

}  // namespace newsbus
