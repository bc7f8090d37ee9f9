#include "extract/facts/evidence.h"

namespace newsbus::extract {

std::string resolved(const Evidence& evidence, std::string_view link) {
    if (link.empty()) return {};
    auto url = Url::parse(link, evidence.base);
    return url && url->is_http() ? url->str() : std::string();
}

}  // namespace newsbus::extract
