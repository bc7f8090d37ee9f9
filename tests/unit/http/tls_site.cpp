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

std::string frame(char kind, char flags, char stream, const std::string& content) {
    const auto high = static_cast<char>(content.size() >> 8), low = static_cast<char>(content.size() & 0xff);
    return std::string{0, high, low, kind, flags, 0, 0, 0, stream} + content;
}

TlsSite::TlsSite(std::string first, std::string again) : first_(std::move(first)), again_(std::move(again)) {
    tls_ = SSL_CTX_new(TLS_server_method());
    EXPECT_EQ(SSL_CTX_use_certificate_chain_file(tls_, ca_file().c_str()), 1);
    EXPECT_EQ(SSL_CTX_use_PrivateKey_file(tls_, ca_file().c_str(), SSL_FILETYPE_PEM), 1);
    SSL_CTX_set_alpn_select_cb(tls_, choose_h2, nullptr);
    SSL_CTX_set_client_hello_cb(tls_, refuse_dhe, nullptr);
    SSL_CTX_set_verify(tls_, SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
    const unsigned char context[] = "test";
    SSL_CTX_set_session_id_context(tls_, context, sizeof context);

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
    for (int socket : sockets_) shutdown(socket, SHUT_RDWR);
    for (std::thread& connection : connections_) connection.join();
    for (int socket : sockets_) close(socket);
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
    for (int socket = 0; (socket = accept(listener_, nullptr, nullptr)) >= 0;) {
        sockets_.push_back(socket);
        connections_.emplace_back([this, socket] {
            talk(socket);
            ::shutdown(socket, SHUT_RDWR);
        });
    }
}

void TlsSite::note_client(SSL* connection) {
    char name[64] = "";
    X509* certificate = SSL_get1_peer_certificate(connection);
    if (certificate) X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
    X509_free(certificate);
    std::scoped_lock lock(mutex_);
    clients_.emplace_back(name);
}

std::vector<std::string> TlsSite::clients() const {
    std::scoped_lock lock(mutex_);
    return clients_;
}

void TlsSite::talk(int socket) {
    SSL* connection = SSL_new(tls_);
    SSL_set_fd(connection, socket);
    char words[4096];
    auto send = [connection](const std::string& bytes) {
        return SSL_write(connection, bytes.data(), static_cast<int>(bytes.size())) > 0;
    };
    const bool agreed = SSL_accept(connection) == 1;
    if (agreed) note_client(connection);
    if (agreed && SSL_read(connection, words, sizeof words) > 0 && send(first_)) {
        while (!again_.empty() && send(again_)) {
        }
        while (SSL_read(connection, words, sizeof words) > 0) {
        }
    }
    SSL_free(connection);
}

}  // namespace newsbus::http
