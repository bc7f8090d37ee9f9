#include "extract/facts/evidence.h"

#include "url/web_address.h"

namespace newsbus::extract {

std::string resolved(const Evidence& evidence, std::string_view link) {
    return web_address_text(link, evidence.base);
}

}  // namespace newsbus::extract
