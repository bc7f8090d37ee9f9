#include "html/dom.h"

#include "html/build.h"
#include "html/scan.h"

#include <utility>

namespace newsbus::html {

Document parse(std::string_view utf8, const Limits& limits) {
    Document document;
    Scanned scanned = scan(utf8, limits);
    document.json_ld = std::move(scanned.json_ld);
    document.truncated = !build(scanned.markup, limits, document.dom);
    return document;
}

}  // namespace newsbus::html
