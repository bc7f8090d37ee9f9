#include "http/explain.h"

#include "base/one_line.h"

#include <spdlog/fmt/fmt.h>

#include <cerrno>
#include <cstring>

namespace newsbus::http {
namespace {

/// Where in the life of a fetch curl's code belongs.
std::string_view stage(CURLcode code) {
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return "URL";
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "resolve";
        case CURLE_COULDNT_CONNECT:
        case CURLE_ABORTED_BY_CALLBACK:
        case CURLE_PROXY:
            return "connect";
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_USE_SSL_FAILED:
            return "TLS";
        case CURLE_SEND_ERROR:
            return "send";
        default:
            return "receive";
    }
}

/// The sentence that curl wrote about it.
std::string sentence(const Ending& ending) {
    return one_line(ending.says.empty() ? curl_easy_strerror(ending.code) : ending.says, 200);
}

bool mentions(const Ending& ending, std::string_view words) {
    return ending.says.find(words) != std::string::npos;
}

/// OpenSSL's numbers of what is wrong with a certificate (X509_V_ERR_...).
enum Verify : long {
    no_issuer = 2,
    not_yet_valid = 9,
    expired = 10,
    self_signed = 18,
    self_signed_in_chain = 19,
    no_local_issuer = 20,
    no_first_signature = 21,
    revoked = 23,
};

std::string certificate_reason(const Ending& ending) {
    switch (ending.verify) {
        case expired:
            return "the server's certificate has expired";
        case not_yet_valid:
            return "the server's certificate is not valid yet, or the clock of this machine is wrong";
        case self_signed:
        case self_signed_in_chain:
            return std::string("the server's certificate is self-signed") +
                   (ending.has_ca_file ? " and not the one in `ca_file`" : "; `ca_file` can name it as trusted");
        case no_issuer:
        case no_local_issuer:
        case no_first_signature:
            return std::string("the server's certificate is signed by nobody ") +
                   (ending.has_ca_file ? "whom `ca_file` names" : "who is trusted here; `ca_file` can name who is");
        case revoked:
            return "the server's certificate was revoked";
        default:
            break;
    }
    // curl compares the names itself, so OpenSSL has nothing to object.
    if (mentions(ending, "subject name"))
        return fmt::format("the server's certificate is for another name than {}", ending.url.host());
    return sentence(ending);
}

std::string tls_reason(const Ending& ending) {
    if (ending.code == CURLE_PEER_FAILED_VERIFICATION) return certificate_reason(ending);
    if (ending.code == CURLE_SSL_CACERT_BADFILE)
        return "the file of trusted certificates cannot be used: " + sentence(ending);
    if (ending.code == CURLE_SSL_CERTPROBLEM) return "`cert_file` or `key_file` cannot be used: " + sentence(ending);
    for (std::string_view words : {"wrong version number", "packet length too long", "http request", "record layer"})
        if (mentions(ending, words)) return "no TLS is spoken on this port; is it http in place of https?";
    if (mentions(ending, "handshake failure"))
        return "no cipher in common: the server has none that is safe today, or it wants a certificate (`cert_file`)";
    for (std::string_view words : {"legacy sigalg", "unsupported protocol", "protocol version"})
        if (mentions(ending, words)) return "the server speaks nothing newer than TLS 1.1";
    return sentence(ending);
}

std::string connect_reason(const Ending& ending) {
    std::string system = ending.os_error != 0 ? fmt::format(" ({})", std::strerror(ending.os_error)) : "";
    if (ending.code == CURLE_COULDNT_CONNECT && ending.os_error == ECONNREFUSED)
        return fmt::format("refused: nothing listens at {} port {}{}", ending.url.host(), ending.url.port(), system);
    return sentence(ending) + system;
}

std::string resolve_reason(const Ending& ending) {
    if (ending.code == CURLE_COULDNT_RESOLVE_PROXY) return "no address is known for the proxy";
    return fmt::format("no address is known for {}: the name is wrong, or no name server answers", ending.url.host());
}

std::string encoding_reason(const Ending& ending) {
    if (mentions(ending, "Reject response")) return "the body is compressed too many times over (Content-Encoding)";
    if (!mentions(ending, "Unrecognized")) return "the body is not compressed as Content-Encoding says";
    if (ending.encoding.empty()) return "the body has a Transfer-Encoding that is not known";
    return fmt::format("the body has the Content-Encoding \"{}\", which is none of those asked for",
                       one_line(ending.encoding, 40));
}

std::string receive_reason(const Ending& ending) {
    if (ending.code == CURLE_GOT_NOTHING) return "the server closed the connection without an answer";
    if (ending.code == CURLE_PARTIAL_FILE)
        return ending.announced ? fmt::format("cut off: only {} of {} bytes came", ending.received, *ending.announced)
                                : fmt::format("cut off after {} bytes, before the end", ending.received);
    if (ending.code == CURLE_BAD_CONTENT_ENCODING) return encoding_reason(ending);
    if (ending.code == CURLE_RECV_ERROR && ending.received > 0)
        return fmt::format("the connection broke after {} bytes: {}", ending.received, sentence(ending));
    return sentence(ending);
}

/// The only timer of curl's own that is set is the one for the connection.
std::string timeout_reason(const Ending& ending) {
    std::string limit = format_duration(ending.connect_timeout);
    if (!ending.resolved) return fmt::format("resolve: no address for {} within {}", ending.url.host(), limit);
    if (ending.connected) return "TLS: no agreement within " + limit;
    return "connect: no connection within " + limit;
}

}  // namespace

std::string reason(const Ending& ending) {
    if (ending.code == CURLE_OPERATION_TIMEDOUT) return timeout_reason(ending);
    if (mentions(ending, "HTTP/0.9")) return "receive: the answer is no HTTP";
    if (mentions(ending, "Unsupported HTTP version")) return "receive: " + sentence(ending);
    std::string_view where = stage(ending.code);
    std::string why = where == "resolve"   ? resolve_reason(ending)
                      : where == "connect" ? connect_reason(ending)
                      : where == "TLS"     ? tls_reason(ending)
                      : where == "receive" ? receive_reason(ending)
                                           : sentence(ending);
    return fmt::format("{}: {}", where, why);
}

bool is_line_too_long(const Ending& ending, bool head_is_whole) {
    if (ending.code == CURLE_OUT_OF_MEMORY && !head_is_whole) return true;
    return mentions(ending, "Out of memory in chunked-encoding") || mentions(ending, "user callback function failed");
}

}  // namespace newsbus::http
