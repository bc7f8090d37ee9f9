#include "base/size.h"
#include "http/redirect.h"
#include "http/transfer.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
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
        case CURLE_OPERATION_TIMEDOUT:
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

/// The sentence that curl wrote about it, one printable line.
std::string sentence(const char* written, CURLcode code) {
    std::string text = *written ? written : curl_easy_strerror(code);
    if (text.size() > 200) text = text.substr(0, 200) + "...";
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7f; }, '?');
    return text;
}

}  // namespace

Error Transfer::explain(CURLcode code) const {
    if (failure_) return *failure_;
    std::string what = fmt::format("{}: {}: ", shown(url()), stage(code));
    if (code == CURLE_FILESIZE_EXCEEDED)
        return {Errc::too_large, fmt::format("{}: body: more than {} announced", shown(url()), format_size(max_body_))};
    if (code == CURLE_OPERATION_TIMEDOUT)  // the only timer of curl's own that is set
        return {Errc::timeout,
                what + "no connection within " + format_duration(context_.settings.options.connect_timeout)};
    if (!refusal_.empty() && (code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK))
        return {Errc::network, what + refusal_};
    if (code == CURLE_GOT_NOTHING) return {Errc::network, what + "the server closed the connection without an answer"};

    what += sentence(curl_says_, code);
    long os_error = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &os_error);
    if (code == CURLE_COULDNT_CONNECT && os_error != 0)
        what += fmt::format(" ({})", std::strerror(static_cast<int>(os_error)));
    return {Errc::network, std::move(what)};
}

}  // namespace newsbus::http
