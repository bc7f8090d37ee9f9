#include "source/status_words.h"

#include "base/one_line.h"
#include "base/utf8.h"
#include "source/common.h"
#include "url/origin.h"
#include "url/shown.h"
#include "url/url.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <string_view>

namespace newsbus::source {
namespace {

struct Meaning {
    int status;
    std::string_view words;
};

// RFC 9110 section 15, RFC 6585, RFC 7725, and what large proxies send of their own.
constexpr Meaning meanings[] = {
    {204, "the answer has no content"},
    {206, "only a part was sent, which was not asked for"},
    {226, "only a part of the document was sent, which was not asked for"},
    {400, "the server calls the request wrong"},
    {402, "wants to be paid"},
    {404, "nothing is there"},
    {406, "has it in no form that is accepted"},
    {407, "the proxy asks for credentials"},
    {408, "the server waited in vain for the request"},
    {410, "gone for good"},
    {421, "the server does not serve this host"},
    {429, "too many requests"},
    {451, "refused for legal reasons"},
    {500, "the server failed"},
    {502, "the server behind the proxy failed"},
    {503, "overloaded, or down for maintenance"},
    {504, "the server behind the proxy did not answer"},
    {511, "the network wants a login before it lets anything through"},
    {520, "the server behind the proxy failed"},
    {521, "the server behind the proxy is down"},
    {522, "the server behind the proxy did not answer"},
    {523, "the server behind the proxy cannot be reached"},
    {524, "the server behind the proxy did not answer"},
    {525, "the proxy and the server behind it agree on no TLS"},
    {526, "the proxy does not trust the certificate of the server behind it"},
};

std::string_view known_words(int status) {
    auto row = std::ranges::find(meanings, status, &Meaning::status);
    if (row != std::end(meanings)) return row->words;
    if (status >= 500) return "the server failed";
    if (status >= 400) return "the server refuses the request";
    return status >= 300 ? "sends elsewhere without saying where" : "not the answer to a plain request";
}

/// The scheme of a challenge, "Basic"; "" when there is none (RFC 9110 section 11.6.1).
std::string scheme_of(std::string_view challenge) {
    return one_line(challenge.substr(0, challenge.find_first_of(" ,")), 20);
}

/// The quoted realm of a challenge, "" when it names none.
std::string realm_of(std::string_view challenge) {
    constexpr std::string_view name = "realm=\"";
    std::size_t at = challenge.find(name);
    if (at == challenge.npos) return {};
    challenge.remove_prefix(at + name.size());
    return one_line(challenge.substr(0, challenge.find('"')), 60);
}

/// Did the credentials go with the request that was answered? They never leave the source's own origin.
bool sent_credentials(const Response& response, const Options& options) {
    auto own = Url::parse(options.url);
    return !options.username.empty() && own && same_origin(*own, response.url);
}

std::string unauthorized(const Response& response, const Options& options) {
    std::string_view challenge = response.header("www-authenticate");
    std::string scheme = scheme_of(challenge), realm = realm_of(challenge);
    std::string what = sent_credentials(response, options)
                           ? fmt::format("refuses the credentials of user \"{}\"", one_line(options.username, 40))
                           : "asks for credentials";
    if (!realm.empty()) what += fmt::format(" for \"{}\"", realm);
    if (!scheme.empty()) what += fmt::format(" ({})", scheme);
    if (sent_credentials(response, options)) return what;
    if (!options.username.empty()) return what + "; those of the source go to its own host only";
    if (!scheme.empty() && scheme != "Basic") return what + "; of the schemes only Basic is spoken, else `headers`";
    return what + "; set `username` and `password_file`";
}

std::string forbidden(const Response& response) {
    if (!response.header("cf-mitigated").empty())
        return "refused: a check for browsers stands before it, which no program passes";
    return "refused, as it is by sites that want a login, know no such User-Agent or keep robots out";
}

}  // namespace

std::string status_words(const Response& response, const Options& options) {
    std::string words = response.status == 401   ? unauthorized(response, options)
                        : response.status == 403 ? forbidden(response)
                                                 : std::string(known_words(response.status));
    std::string wait = one_line(response.header("retry-after"), 40);
    if (!wait.empty()) words += "; Retry-After: " + wait;
    return fmt::format("HTTP status {}: {}", response.status, words);
}

Error status_error(const Response& response, const Options& options) {
    std::string what = shown(response.url) + ": " + status_words(response, options);
    bool lost = response.status == 404 || response.status == 410;
    if (lost) what += fmt::format("; `newsbus discover {}` may find where it is now", site_of(response.url));
    return {Errc::http_status, std::move(what)};
}

}  // namespace newsbus::source
