#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::http {

/// A file with which no TLS connection could be made.
struct TlsFault {
    std::string_view option;  ///< "ca_file", "cert_file" or "key_file"
    std::string what;         ///< names the file
    bool operator==(const TlsFault&) const = default;
};

/// Reads PEM files as a fetch would: certificates to trust, a client certificate, its key (without one, the key stands
/// in the file of the certificate). "" = none. Keys with a pass phrase are refused: nobody is there to type it.
std::vector<TlsFault> check_tls_files(const std::string& ca_file, const std::string& cert_file,
                                      const std::string& key_file);

/// Since when the client certificate is no longer valid, as OpenSSL writes it; "" = it is, or it cannot be read.
std::string expired_since(const std::string& cert_file);

}  // namespace newsbus::http
