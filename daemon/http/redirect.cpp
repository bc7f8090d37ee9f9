#include "http/redirect.h"

#include "url/origin.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <strings.h>
#include <algorithm>

namespace newsbus::http {
namespace {

Error failure(const Url& at, std::string why) {
    return Error{Errc::network, shown(at) + ": redirect: " + why};
}

bool only_says_what_is_wanted(const std::string& header) {
    for (const char* name : {"accept", "accept-language", "user-agent"})
        if (strcasecmp(header.c_str(), name) == 0) return true;
    return false;
}

/// The same place, were it not for the scheme and the query: http -> https, a signature that changes.
bool is_same_place(const Url& a, const Url& b) {
    auto has_usual_port = [](const Url& url) { return url.port() == (url.scheme() == "https" ? 443 : 80); };
    const bool same_port = a.port() == b.port() || (has_usual_port(a) && has_usual_port(b));
    return a.host() == b.host() && same_port && a.path() == b.path();
}

}  // namespace

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool keeps_form(int status) {
    return status == 307 || status == 308;
}

Request follow(Request request, Url target) {
    if (!same_origin(request.url, target)) {
        request.username.clear();
        request.password.clear();
        request.cert_file.clear();
        request.key_file.clear();
        std::erase_if(request.headers, [](const auto& header) { return !only_says_what_is_wanted(header.first); });
    }
    request.url = std::move(target);
    return request;
}

Validators validators_at(const Validators& validators, const Url& start, const Url& target) {
    if (validators.from.empty()) return is_same_place(start, target) ? validators : Validators();
    const Result<Url> from = Url::parse(validators.from);
    return from && is_same_place(*from, target) ? validators : Validators();
}

Result<std::optional<Url>> Trail::next(const Response& answer, int cookies) {
    std::string_view location = answer.header("location");
    if (!is_redirect(answer.status) || location.empty()) return std::optional<Url>();
    Result<Url> parsed = Url::parse(location, answer.url);
    if (!parsed) return failure(answer.url, parsed.error().what);
    Url target = without_userinfo(parsed->without_fragment());
    if (!target.is_http())
        return failure(answer.url, fmt::format("to {}: only http and https are followed", shown(target)));
    const bool goes_round = std::find(seen_.begin(), seen_.end(), std::pair(target, cookies)) != seen_.end();
    const bool too_many = static_cast<int>(redirects_.size()) >= max_;
    if (hands_over_ && (goes_round || too_many)) return std::optional<Url>();
    if (goes_round) return failure(answer.url, fmt::format("goes round: {} was visited before", shown(target)));
    if (too_many) return failure(answer.url, fmt::format("more than {} in a row", max_));
    const bool set_cookie = cookies != seen_.back().second;
    redirects_.push_back({answer.status, answer.url, target, set_cookie});
    seen_.emplace_back(target, cookies);
    return std::optional<Url>(std::move(target));
}

}  // namespace newsbus::http
