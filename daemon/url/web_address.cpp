#include "url/web_address.h"

#include "base/blank.h"
#include "url/shown.h"

#include <utility>

namespace newsbus {

std::optional<Url> web_address(std::string_view text, const Url& base) {
    text = trimmed_unseen(text);
    if (text.empty() || text == "#") return std::nullopt;
    auto url = base.empty() ? Url::parse(text) : Url::parse(text, base);
    if (!url || !url->is_http()) return std::nullopt;
    return without_userinfo(std::move(*url));
}

std::string web_address_text(std::string_view text, const Url& base) {
    auto url = web_address(text, base);
    return url ? std::move(*url).str() : std::string();
}

}  // namespace newsbus
