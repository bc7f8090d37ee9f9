#include "base/ascii.h"
#include "url/pieces.h"
#include "url/url.h"

#include <algorithm>
#include <span>
#include <vector>

namespace newsbus {
namespace {

// Parameters that say who sent the reader, never which article it is. A trailing * stands for any ending.
constexpr std::string_view tracking[] = {
    "utm_*",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "hsctatracking",
    "li_fat_id",
    "oly_anon_id",
    "oly_enc_id",
    "vero_id",
    "vero_conv",
    "wickedid",
    "xtor",
    "wt_mc",
    "wt_zmc",
    "at_medium",
    "at_campaign",
    "at_custom*",
    "at_link_*",
    "at_format",
    "at_ptr_name",
    "at_bbc_team",
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "ns_linkname",
    "ns_fee",
    "pk_campaign",
    "pk_kwd",
    "pk_source",
    "pk_medium",
    "mtm_*",
    "matomo_*",
    "piwik_*",
    "_openstat",
    "cmpid",
    "ocid",
    "ncid",
    "ref_src",
    "ref_url",
    "s_cid",
    "smid",
    "smtyp",
    "sr_share",
    "traffic_source",
    "partner_campaign",
    "rb_clickid",
};

// Parameters of a visit and of a signature: another value at every answer, and the same thing behind it.
constexpr std::string_view passing[] = {
    "phpsessid", "jsessionid", "aspsessionid*",  "sessionid",      "session_id", "session",
    "sessid",    "sid",        "oscsid",         "zenid",          "cfid",       "cftoken",
    "x-amz-*",   "x-goog-*",   "awsaccesskeyid", "googleaccessid", "signature",  "sig",
    "expires",   "expiry",     "key-pair-id",    "policy",         "hmac",       "hdnea",
    "hdnts",     "token",      "access_token",   "auth_token",     "auth_key",
};

// Parameters that keep a cache from answering, and hints at how a picture is to be drawn.
constexpr std::string_view noise[] = {
    "_",     "t",    "ts",         "time",  "timestamp", "r",        "rnd", "rand",   "random",
    "nonce", "cb",   "cachebust*", "cache", "nocache",   "no_cache", "v",   "ver",    "version",
    "rev",   "hash", "h",          "st",    "e",         "s",        "ref", "source", "from",
};

using Names = std::span<const std::string_view>;

bool is_one_of(std::string_view parameter, Names names) {
    std::string name = ascii::lower(parameter.substr(0, parameter.find('=')));
    return std::ranges::any_of(names, [&name](std::string_view known) {
        return known.ends_with('*') ? name.starts_with(known.substr(0, known.size() - 1)) : name == known;
    });
}

bool is_tracking(std::string_view parameter) {
    return is_one_of(parameter, tracking);
}

/// Was the value made by a machine for this one answer: a long row of letters and digits mixed?
bool looks_random(std::string_view parameter) {
    constexpr std::size_t shortest = 16;
    std::string_view value = parameter.substr(std::min(parameter.find('='), parameter.size()));
    auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto letters = std::ranges::count_if(value, is_letter), digits = std::ranges::count_if(value, is_digit);
    return value.size() > shortest && letters >= 3 && digits >= 3 && value.find('-') == value.npos;
}

/// The parameters of a query but for those that `left_out` holds for, in order.
template <class LeftOut>
std::vector<std::string_view> telling_parameters(std::string_view query, LeftOut left_out) {
    std::vector<std::string_view> kept;
    for (std::size_t begin = 0; begin <= query.size();) {
        std::size_t end = std::min(query.find('&', begin), query.size());
        std::string_view parameter = query.substr(begin, end - begin);
        if (!parameter.empty() && !left_out(parameter)) kept.push_back(parameter);
        begin = end + 1;
    }
    return kept;
}

std::string joined(const std::vector<std::string_view>& parameters) {
    std::string out;
    for (std::string_view parameter : parameters) out.append(out.empty() ? "?" : "&").append(parameter);
    return out;
}

bool has_tracking(std::string_view query) {
    for (std::size_t begin = 0; begin < query.size();) {
        std::size_t end = std::min(query.find('&', begin), query.size());
        if (is_tracking(query.substr(begin, end - begin))) return true;
        begin = end + 1;
    }
    return false;
}

std::string_view host_without_www(const Url& url) {
    std::string_view host = url.host();
    if (host.starts_with("www.")) host.remove_prefix(4);
    return host;
}

/// The path without the slash at its end and without a session (";jsessionid=...").
std::string_view path_without_session(const Url& url) {
    std::string_view path = url.path();
    if (std::size_t mark = path.rfind(';'); mark != path.npos && is_one_of(path.substr(mark + 1), passing))
        path = path.substr(0, mark);
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

}  // namespace

std::string comparable_url(const Url& url) {
    if (url.host().empty()) return url.without_fragment().str();
    std::string out(host_without_www(url));
    if (url.port() != url::default_port(url.scheme())) out.append(":").append(std::to_string(url.port()));
    out += path_without_session(url);
    auto parameters = telling_parameters(
        url.query(), [](std::string_view name) { return is_tracking(name) || is_one_of(name, passing); });
    std::ranges::sort(parameters);
    return out + joined(parameters);
}

std::string lasting_address(const Url& url) {
    if (url.host().empty()) return comparable_url(url);
    std::string out(host_without_www(url));
    return out + lasting_path(url);
}

std::string lasting_path(const Url& url) {
    auto parameters = telling_parameters(url.query(), [](std::string_view name) {
        return is_tracking(name) || is_one_of(name, passing) || is_one_of(name, noise) || looks_random(name);
    });
    std::ranges::sort(parameters);
    return std::string(path_without_session(url)) + joined(parameters);
}

Url without_tracking(const Url& url) {
    if (!has_tracking(url.query())) return url;
    std::string_view text = url.str();
    std::size_t mark = text.find('?');
    std::string out(text.substr(0, mark));
    out += joined(telling_parameters(url.query(), is_tracking));
    if (std::size_t hash = text.find('#'); hash != text.npos) out += text.substr(hash);
    return Url::parse(out).value();  // a URL with fewer parameters is one still
}

}  // namespace newsbus
