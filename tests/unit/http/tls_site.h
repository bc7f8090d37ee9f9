#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <openssl/types.h>

#include "url/url.h"

namespace newsbus::http {

/// A server of HTTP/2 on 127.0.0.1 with threads of its own. To each connection it sends `first` and then `again`,
/// unless that is empty, until the client has enough. It asks for a client certificate and takes any or none. It
/// refuses whoever offers Diffie-Hellman over a prime of the server's choice (DHE).
class TlsSite {
public:
    TlsSite(std::string first, std::string again);
    ~TlsSite();
    TlsSite(const TlsSite&) = delete;
    TlsSite& operator=(const TlsSite&) = delete;

    Url url(const std::string& path) const;
    /// What to trust.
    static std::string ca_file();
    /// Of each connection so far: the name in the client's certificate, "" = it showed none.
    std::vector<std::string> clients() const;

private:
    void serve();
    void talk(int socket);
    void note_client(SSL* connection);

    std::string first_, again_;
    SSL_CTX* tls_ = nullptr;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> clients_;
    std::vector<int> sockets_;
    std::vector<std::thread> connections_;
    std::thread thread_;
};

/// A frame of HTTP/2 (RFC 9113, section 4.1).
std::string frame(char kind, char flags, char stream, const std::string& content = "");

inline const std::string settings = frame(4, 0, 0);            ///< the server's first frame
inline const std::string status_200 = frame(1, 4, 1, "\x88");  ///< a head that is whole

}  // namespace newsbus::http
