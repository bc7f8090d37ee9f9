#include "url/origin.h"

namespace newsbus {

bool same_origin(const Url& a, const Url& b) {
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

bool is_front_page(const Url& url) {
    return !url.host().empty() && url.path().size() <= 1 && url.query().empty();
}

}  // namespace newsbus
