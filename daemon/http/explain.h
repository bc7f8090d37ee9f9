#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <curl/curl.h>

#include "base/time.h"
#include "url/url.h"

namespace newsbus::http {

/// What is known of the end of a transfer that failed.
struct Ending {
    CURLcode code = CURLE_OK;
    std::string says;                        ///< curl's own sentence
    int os_error = 0;                        ///< errno of the connection, 0 = none
    long verify = 0;                         ///< why the certificate was refused (X509_V_ERR_...), 0 = unknown
    Url url;                                 ///< of the hop
    bool resolved = false;                   ///< an address was found
    bool connected = false;                  ///< the connection stood; what was left is TLS
    std::uint64_t received = 0;              ///< bytes of the body, on the wire
    std::optional<std::uint64_t> announced;  ///< Content-Length
    std::string encoding;                    ///< Content-Encoding
    bool has_ca_file = false;                ///< the source names one
    Duration connect_timeout{0};
};

/// Why a transfer failed, in one line without the URL: the stage (resolve, connect, TLS, send, receive), what happened,
/// and what an operator can do about it where that is known. "TLS: the server's certificate has expired".
std::string reason(const Ending& ending);

/// Did curl end it because a line of the head, or of trailers, goes past what curl itself takes? It has no code for
/// that: it says that memory is out (HTTP/1), or that a callback of its own failed (HTTP/2).
bool is_line_too_long(const Ending& ending, bool head_is_whole);

}  // namespace newsbus::http
