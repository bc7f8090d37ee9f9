#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::http {

/// What is wrong with a TLS file: no connection could be made with it.
struct TlsFault {
    std::string_view option;  ///< "ca_file", "cert_file" or "key_file"
    std::string what;         ///< names the file
    bool operator==(const TlsFault&) const = default;
};

/// Checks PEM files as a fetch would read them: certificates to trust, a client certificate, its key (when there is no
/// key file, the key is in the file of the certificate). "" = no such file. A key with a pass phrase is refused, since
/// nobody is there to type it.
std::vector<TlsFault> check_tls_files(const std::string& ca_file, const std::string& cert_file,
                                      const std::string& key_file);

/// Since when the client certificate has expired, as OpenSSL writes it; "" when it has not, or cannot be read.
std::string expired_since(const std::string& cert_file);

}  // namespace newsbus::http
