#include "http/easy.h"

#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <strings.h>
#include <algorithm>

namespace newsbus::http {
namespace {

using Header = std::pair<std::string, std::string>;

/// Sets options until one fails, which is then the result.
class Setter {
public:
    explicit Setter(CURL* easy) : easy_(easy) {}

    template <class Value>
    Setter& operator()(CURLoption option, Value value) {
        if (code_ == CURLE_OK) code_ = curl_easy_setopt(easy_, option, value);
        return *this;
    }
    Setter& operator()(CURLoption option, const std::string& value) { return (*this)(option, value.c_str()); }
    CURLcode code() const { return code_; }

private:
    CURL* easy_;
    CURLcode code_ = CURLE_OK;
};

bool can_be_sent(const Header& header) {
    auto is_token = [](unsigned char c) { return c > 0x20 && c < 0x7f && c != ':'; };
    auto is_text = [](unsigned char c) { return c >= 0x20 ? c != 0x7f : c == '\t'; };
    return !header.first.empty() && std::all_of(header.first.begin(), header.first.end(), is_token) &&
           std::all_of(header.second.begin(), header.second.end(), is_text);
}

std::vector<Header> our_headers(const Request& request, const Settings& settings) {
    std::vector<Header> headers = {{"User-Agent", settings.user_agent}};
    if (!request.accept.empty()) headers.emplace_back("Accept", request.accept);
    if (!request.validators.etag.empty()) headers.emplace_back("If-None-Match", request.validators.etag);
    // Only the entity tag says which state the new entries are to be added to (RFC 3229, section 10.5.3).
    if (request.takes_delta && !request.validators.etag.empty()) headers.emplace_back("A-IM", "feed");
    if (!request.validators.last_modified.empty())
        headers.emplace_back("If-Modified-Since", request.validators.last_modified);
    std::erase_if(headers, [&](const Header& ours) {
        return std::any_of(request.headers.begin(), request.headers.end(), [&](const Header& configured) {
            return strcasecmp(configured.first.c_str(), ours.first.c_str()) == 0;
        });
    });
    return headers;
}

void set_tls(Setter& set, const Request& request) {
    // With a CAPATH, Debian's default, curl cannot use its CA cache and reads the whole bundle for each connection: 31
    // ms of CPU instead of 1.4.
    set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
    if (!request.ca_file.empty()) {
        set(CURLOPT_CAINFO, request.ca_file);
        // The cache holds one file: it is left to the system's, which is large.
        set(CURLOPT_CA_CACHE_TIMEOUT, 0L);
    }
    if (!request.cert_file.empty()) set(CURLOPT_SSLCERT, request.cert_file);
    if (!request.key_file.empty()) set(CURLOPT_SSLKEY, request.key_file);
    // Not with Diffie-Hellman over a prime of the server's choice, which costs up to 0.6 s of CPU and which no browser
    // offers any more (RFC 9325, section 4.1).
    set(CURLOPT_SSL_CIPHER_LIST, "DEFAULT:!kDHE");
}

void set_limits(Setter& set, const Request& request, const Options& options) {
    std::uint64_t max_body = request.max_body > 0 ? request.max_body : options.max_body;
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
    if (!request.may_cut)
        set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(max_body));  // by Content-Length, before the body
}

}  // namespace

Result<Settings> Settings::make(const Options& options) {
    Settings settings{options, {}, "newsbus/" NEWSBUS_VERSION};
    if (!options.contact.empty()) settings.user_agent += fmt::format(" (+{})", options.contact);
    if (!can_be_sent({"User-Agent", settings.user_agent}))
        return Error{Errc::config, "contact: control characters cannot be sent"};
    for (const std::string& text : options.allow_networks) {
        Result<Network> network = Network::parse(text);
        if (!network) return std::move(network.error()).within("allow_networks");
        settings.allowed.push_back(*network);
    }
    return settings;
}

Result<CurlList> request_headers(const Request& request, const Settings& settings) {
    CurlList list;
    std::vector<Header> headers = our_headers(request, settings);
    headers.insert(headers.end(), request.headers.begin(), request.headers.end());
    for (const Header& header : headers) {
        if (!can_be_sent(header))
            return Error{Errc::config, fmt::format("{}: header \"{}\" has characters that cannot be sent",
                                                   shown(request.url), header.first)};
        // "Name;" is curl's way to send a header without a value, "Name:" would remove it.
        std::string line = header.second.empty() ? header.first + ";" : header.first + ": " + header.second;
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        list.release();
        list.reset(longer);
    }
    return list;
}

Result<void> set_up(CURL* easy, const Request& request, const Settings& settings, curl_slist* headers) {
    const Options& options = settings.options;
    Setter set(easy);
    set(CURLOPT_URL, request.url.str());
    set(CURLOPT_PATH_AS_IS, 1L);  // Url has resolved dot segments
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_ACCEPT_ENCODING, "");  // all that curl can decode: deflate, gzip, br, zstd
    set(CURLOPT_NOSIGNAL, 1L);
    if (request.form) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.form->size()));
        set(CURLOPT_POSTFIELDS, *request.form);  // not copied: the request outlives the transfer
    }
    set(CURLOPT_PROXY, options.proxy);  // "" also keeps the environment's out
    set(CURLOPT_NOPROXY, "");
    set_limits(set, request, options);
    set_tls(set, request);
    if (!request.username.empty()) {
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        set(CURLOPT_USERNAME, request.username);
        set(CURLOPT_PASSWORD, request.password);
    }
    if (set.code() == CURLE_OK) return {};
    return Error{Errc::config,
                 fmt::format("{}: curl refuses an option: {}", shown(request.url), curl_easy_strerror(set.code()))};
}

}  // namespace newsbus::http
