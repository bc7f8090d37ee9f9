#include "http/local_get.h"

#include "base/freed.h"

#include <curl/curl.h>

#include <memory>

namespace newsbus::http {
namespace {

constexpr std::size_t most_bytes = 256 << 20;
constexpr std::string_view unix_prefix = "unix:";

std::size_t keep(char* data, std::size_t, std::size_t size, void* out) {
    auto& body = *static_cast<std::string*>(out);
    if (body.size() + size > most_bytes) return 0;
    body.append(data, size);
    return size;
}

}  // namespace

Result<std::string> local_get(const std::string& address, std::string_view path, Duration timeout) {
    std::unique_ptr<CURL, Freed<curl_easy_cleanup>> easy(curl_easy_init());
    bool is_unix = address.starts_with(unix_prefix);
    std::string url = "http://" + (is_unix ? "localhost" : address) + std::string(path);
    if (is_unix) curl_easy_setopt(easy.get(), CURLOPT_UNIX_SOCKET_PATH, address.c_str() + unix_prefix.size());
    std::string body;
    curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &body);
    if (CURLcode failed = curl_easy_perform(easy.get()); failed != CURLE_OK)
        return Error{Errc::network, address + ": " + curl_easy_strerror(failed)};
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return Error{Errc::http_status, url + ": HTTP status " + std::to_string(status)};
    return body;
}

}  // namespace newsbus::http
