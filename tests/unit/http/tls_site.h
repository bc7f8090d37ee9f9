#pragma once

#include <functional>
#include <string>
#include <thread>

#include <openssl/types.h>

#include "url/url.h"

namespace newsbus::http {

/// A server of HTTP/2 on 127.0.0.1 with a thread of its own: one connection after the other, to each it sends `first`
/// and then `again`, unless that is empty, until the client has enough. It refuses whoever offers Diffie-Hellman over a
/// prime of the server's choice (DHE).
class TlsSite {
public:
    TlsSite(std::string first, std::string again);
    ~TlsSite();
    TlsSite(const TlsSite&) = delete;
    TlsSite& operator=(const TlsSite&) = delete;

    Url url(const std::string& path) const;
    /// What to trust.
    static std::string ca_file();

private:
    void serve();
    void talk(int socket);

    std::string first_, again_;
    SSL_CTX* tls_ = nullptr;
    int listener_ = -1;
    int port_ = 0;
    std::thread thread_;
};

}  // namespace newsbus::http
