#include "url/shown.h"

#include <utility>

namespace newsbus {

Url without_userinfo(Url url) {
    const std::string_view user = url.userinfo();
    if (user.empty()) return url;
    std::string text = url.str();
    text.erase(static_cast<std::size_t>(user.data() - url.str().data()), user.size() + 1);
    auto bare = Url::parse(text);
    return bare ? std::move(*bare) : Url();
}

std::string shown(const Url& url) {
    constexpr std::size_t longest = 300;
    std::string text = without_userinfo(url).str();
    if (text.size() > longest) text = text.substr(0, longest) + "...";
    return text;
}

}  // namespace newsbus
