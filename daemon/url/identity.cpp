#include "base/ascii.h"
#include "url/parts.h"
#include "url/url.h"

#include <algorithm>
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

bool is_tracking(std::string_view parameter) {
    std::string name = ascii::lower(parameter.substr(0, parameter.find('=')));
    return std::ranges::any_of(tracking, [&name](std::string_view known) {
        return known.ends_with('*') ? name.starts_with(known.substr(0, known.size() - 1)) : name == known;
    });
}

/// The parameters of a query that do not track, in order.
std::vector<std::string_view> telling_parameters(std::string_view query) {
    std::vector<std::string_view> kept;
    for (std::size_t begin = 0; begin <= query.size();) {
        std::size_t end = std::min(query.find('&', begin), query.size());
        std::string_view parameter = query.substr(begin, end - begin);
        if (!parameter.empty() && !is_tracking(parameter)) kept.push_back(parameter);
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

}  // namespace

std::string comparable_url(const Url& url) {
    if (url.host().empty()) return url.without_fragment().str();
    std::string_view host = url.host();
    if (host.starts_with("www.")) host.remove_prefix(4);
    std::string out(host);
    if (url.port() != url::default_port(url.scheme())) out.append(":").append(std::to_string(url.port()));
    std::string_view path = url.path();
    while (path.ends_with('/')) path.remove_suffix(1);
    out += path;
    std::vector<std::string_view> parameters = telling_parameters(url.query());
    std::ranges::sort(parameters);
    return out + joined(parameters);
}

Url without_tracking(const Url& url) {
    if (!has_tracking(url.query())) return url;
    std::string_view text = url.str();
    std::size_t mark = text.find('?');
    std::string out(text.substr(0, mark));
    out += joined(telling_parameters(url.query()));
    if (std::size_t hash = text.find('#'); hash != text.npos) out += text.substr(hash);
    return Url::parse(out).value();  // a URL with fewer parameters is one still
}

}  // namespace newsbus
