#include "html/dom.h"

#include "html/scan.h"

#include <cassert>
#include <utility>

namespace newsbus::html {

Document parse(std::string_view utf8, const Limits& limits) {
    // The rest of the syntax does not occur in what the scan writes, or is right as it is.
    constexpr unsigned syntax = pugi::parse_escapes | pugi::parse_ws_pcdata | pugi::parse_fragment;
    Document document;
    Scanned scanned = scan(utf8, limits);
    document.json_ld = std::move(scanned.json_ld);
    document.truncated = scanned.truncated;
    document.markup = std::make_unique<std::string>(std::move(scanned.markup));
    std::string& markup = *document.markup;
    [[maybe_unused]] pugi::xml_parse_result parsed =
        document.dom.load_buffer_inplace(markup.data(), markup.size() + 1, syntax, pugi::encoding_utf8);  // with the 0
    assert(parsed || markup.empty());
    return document;
}

}  // namespace newsbus::html
