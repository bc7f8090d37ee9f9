#include "http/tls_files.h"

#include "base/access.h"
#include "base/freed.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace newsbus::http {
namespace {

using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

Bio opened(const std::string& file) {
    return Bio(BIO_new_file(file.c_str(), "r"));
}

/// Where OpenSSL would ask for a pass phrase, on the terminal if it was not told otherwise.
int no_pass_phrase(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

Certificate read_certificate(const std::string& file) {
    Bio bio = opened(file);
    bool asked = false;
    Certificate found(bio ? PEM_read_bio_X509_AUX(bio.get(), nullptr, no_pass_phrase, &asked) : nullptr);
    ERR_clear_error();
    return found;
}

PrivateKey read_key(const std::string& file, bool& asked) {
    Bio bio = opened(file);
    PrivateKey found(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, &asked) : nullptr);
    ERR_clear_error();
    return found;
}

void free_infos(STACK_OF(X509_INFO) * infos) {
    sk_X509_INFO_pop_free(infos, X509_INFO_free);
}

/// As OpenSSL reads what a connection is to trust: all of the file must be right, and hold a certificate.
bool holds_certificates(const std::string& file) {
    Bio bio = opened(file);
    bool asked = false;
    std::unique_ptr<STACK_OF(X509_INFO), Freed<free_infos>> infos(
        bio ? PEM_X509_INFO_read_bio(bio.get(), nullptr, no_pass_phrase, &asked) : nullptr);
    ERR_clear_error();
    for (int i = 0; infos && i < sk_X509_INFO_num(infos.get()); ++i)
        if (sk_X509_INFO_value(infos.get(), i)->x509) return true;
    return false;
}

void check_client(const std::string& cert_file, const std::string& key_file, std::vector<TlsFault>& faults) {
    Certificate certificate = read_certificate(cert_file);
    if (!certificate) return faults.push_back({"cert_file", cert_file + " holds no certificate (PEM)"});
    std::string_view option = key_file.empty() ? "cert_file" : "key_file";
    const std::string& file = key_file.empty() ? cert_file : key_file;
    bool asked = false;
    PrivateKey key = read_key(file, asked);
    if (asked)
        faults.push_back({option, file + ": the key is encrypted, and nobody can type its pass phrase"});
    else if (!key)
        faults.push_back(
            {option, file + " holds no private key (PEM)" + (key_file.empty() ? ", and `key_file` names none" : "")});
    else if (X509_check_private_key(certificate.get(), key.get()) != 1)
        faults.push_back({option, file + " is not the key of the certificate in " + cert_file});
    ERR_clear_error();
}

}  // namespace

std::vector<TlsFault> check_tls_files(const std::string& ca_file, const std::string& cert_file,
                                      const std::string& key_file) {
    std::vector<TlsFault> faults;
    for (const auto& [option, file] : {std::pair<std::string_view, const std::string&>("ca_file", ca_file),
                                       {"cert_file", cert_file},
                                       {"key_file", key_file}})
        if (auto fault = file.empty() ? std::nullopt : file_fault(file)) faults.push_back({option, *fault});
    if (!faults.empty()) return faults;
    if (!ca_file.empty() && !holds_certificates(ca_file))
        faults.push_back({"ca_file", ca_file + " is not a list of certificates (PEM)"});
    if (!cert_file.empty()) check_client(cert_file, key_file, faults);
    return faults;
}

std::string expired_since(const std::string& cert_file) {
    Certificate certificate = cert_file.empty() ? nullptr : read_certificate(cert_file);
    if (!certificate || X509_cmp_current_time(X509_get0_notAfter(certificate.get())) >= 0) return {};
    Bio text(BIO_new(BIO_s_mem()));
    char* bytes = nullptr;
    ASN1_TIME_print(text.get(), X509_get0_notAfter(certificate.get()));
    long size = BIO_get_mem_data(text.get(), &bytes);
    return std::string(bytes, static_cast<std::size_t>(size));
}

}  // namespace newsbus::http
