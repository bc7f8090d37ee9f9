#include "url/shown.h"

namespace newsbus {

std::string shown(const Url& url) {
    constexpr std::size_t longest = 300;
    std::string text = url.str();
    if (std::string_view user = url.userinfo(); !user.empty())
        text.erase(static_cast<std::size_t>(user.data() - url.str().data()), user.size() + 1);
    if (text.size() > longest) text = text.substr(0, longest) + "...";
    return text;
}

}  // namespace newsbus
