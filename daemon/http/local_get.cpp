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

struct Exchange {
    std::string url, body;
    int status = 0;
};

/// A GET, or a POST of `json` when there is one.
Result<Exchange> exchange(const std::string& address, std::string_view path, const std::string* json,
                          Duration timeout) {
    std::unique_ptr<CURL, Freed<curl_easy_cleanup>> easy(curl_easy_init());
    bool is_unix = address.starts_with(unix_prefix);
    Exchange done;
    done.url = "http://" + (is_unix ? "localhost" : address) + std::string(path);
    if (is_unix) curl_easy_setopt(easy.get(), CURLOPT_UNIX_SOCKET_PATH, address.c_str() + unix_prefix.size());
    curl_easy_setopt(easy.get(), CURLOPT_URL, done.url.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &done.body);
    std::unique_ptr<curl_slist, Freed<curl_slist_free_all>> headers;
    if (json) {
        headers.reset(curl_slist_append(nullptr, "Content-Type: application/json"));
        curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(json->size()));
        curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, json->data());
    }
    if (CURLcode failed = curl_easy_perform(easy.get()); failed != CURLE_OK)
        return Error{Errc::network, address + ": " + curl_easy_strerror(failed)};
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    done.status = static_cast<int>(status);
    return done;
}

}  // namespace

Result<std::string> local_get(const std::string& address, std::string_view path, Duration timeout) {
    auto done = exchange(address, path, nullptr, timeout);
    if (!done) return done.error();
    if (done->status != 200)
        return Error{Errc::http_status, done->url + ": HTTP status " + std::to_string(done->status)};
    return std::move(done->body);
}

Result<LocalAnswer> local_post(const std::string& address, std::string_view path, const std::string& json,
                               Duration timeout) {
    auto done = exchange(address, path, &json, timeout);
    if (!done) return done.error();
    return LocalAnswer{done->status, std::move(done->body)};
}

}  // namespace newsbus::http
