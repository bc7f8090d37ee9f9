#include "tls_site.h"

#include <openssl/ssl.h>

#include <gtest/gtest.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace newsbus::http {
namespace {

int choose_h2(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char*, unsigned, void*) {
    static const unsigned char h2[] = {'h', '2'};
    *chosen = h2;
    *length = sizeof h2;
    return SSL_TLSEXT_ERR_OK;
}

int refuse_dhe(SSL* connection, int*, void*) {
    const unsigned char* offered = nullptr;
    const std::size_t size = SSL_client_hello_get0_ciphers(connection, &offered);
    STACK_OF(SSL_CIPHER)* ciphers = nullptr;
    bool has_dhe = SSL_bytes_to_cipher_list(connection, offered, size, 0, &ciphers, nullptr) != 1;
    for (int i = 0; i < sk_SSL_CIPHER_num(ciphers); ++i)
        has_dhe |= SSL_CIPHER_get_kx_nid(sk_SSL_CIPHER_value(ciphers, i)) == NID_kx_dhe;
    sk_SSL_CIPHER_free(ciphers);
    return has_dhe ? SSL_CLIENT_HELLO_ERROR : SSL_CLIENT_HELLO_SUCCESS;
}

}  // namespace

TlsSite::TlsSite(std::string first, std::string again) : first_(std::move(first)), again_(std::move(again)) {
    tls_ = SSL_CTX_new(TLS_server_method());
    EXPECT_EQ(SSL_CTX_use_certificate_chain_file(tls_, ca_file().c_str()), 1);
    EXPECT_EQ(SSL_CTX_use_PrivateKey_file(tls_, ca_file().c_str(), SSL_FILETYPE_PEM), 1);
    SSL_CTX_set_alpn_select_cb(tls_, choose_h2, nullptr);
    SSL_CTX_set_client_hello_cb(tls_, refuse_dhe, nullptr);

    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(listener_, 8), 0);
    EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

TlsSite::~TlsSite() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
    SSL_CTX_free(tls_);
}

Url TlsSite::url(const std::string& path) const {
    return Url::parse("https://127.0.0.1:" + std::to_string(port_) + path).value();
}

std::string TlsSite::ca_file() {
    return NEWSBUS_TEST_DIR "/support/tls/server.pem";
}

void TlsSite::serve() {
    sigset_t broken_pipe;  // OpenSSL writes to whoever has left
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    for (int socket = 0; (socket = accept(listener_, nullptr, nullptr)) >= 0; close(socket)) talk(socket);
}

void TlsSite::talk(int socket) {
    SSL* connection = SSL_new(tls_);
    SSL_set_fd(connection, socket);
    char words[4096];
    auto send = [connection](const std::string& bytes) {
        return SSL_write(connection, bytes.data(), static_cast<int>(bytes.size())) > 0;
    };
    if (SSL_accept(connection) == 1 && SSL_read(connection, words, sizeof words) > 0 && send(first_)) {
        while (!again_.empty() && send(again_)) {
        }
        while (SSL_read(connection, words, sizeof words) > 0) {
        }
    }
    SSL_free(connection);
}

}  // namespace newsbus::http
