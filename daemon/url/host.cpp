#include "url/host.h"

#include <libpsl.h>

namespace newsbus {

std::string politeness_host(const Url& url) {
    std::string_view host = url.host();
    if (host.starts_with('[')) return std::string(host.substr(1, host.size() - 2));
    if (host.ends_with('.')) host.remove_suffix(1);
    if (host.find_first_not_of("0123456789.") == host.npos) return std::string(host);  // IPv4
    std::string name(host);
    const char* registrable = psl_registrable_domain(psl_builtin(), name.c_str());
    return registrable ? registrable : name;  // "localhost" and public suffixes themselves
}

}  // namespace newsbus
