#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "url/url.h"
#include "work/job.h"

namespace newsbus {

/// One GET, or a POST of a form. Limits that are 0 are the client's own.
struct Request {
    Url url;
    std::optional<std::string> form = {};  ///< application/x-www-form-urlencoded, to be posted
    Validators validators;
    bool takes_delta = false;  ///< an answer 226 with the new entries alone is welcome (A-IM: feed, RFC 3229)
    std::string accept;        ///< Accept header
    std::vector<std::pair<std::string, std::string>> headers;  ///< extra ones, from the source's config
    std::string username, password;                            ///< HTTP authentication; never sent to another origin
    Duration timeout{0};
    std::uint64_t max_body = 0;  ///< bytes after decompression
    bool may_cut = false;        ///< the beginning of a longer body will do; else that is an error
    /// So many redirects are followed, if the client does not stop earlier; the one after them is the answer, and so is
    /// one that goes round. Nothing = as many as the client follows, and one more is an error.
    std::optional<int> most_redirects;
    std::vector<std::string> allow_networks;   ///< CIDR blocks that this source may contact, added to the client's
    std::string ca_file, cert_file, key_file;  ///< PEM files; "" = the system's
};

/// One hop of a redirect chain.
struct Redirect {
    int status = 0;
    Url from, to;
    bool set_cookie = false;  ///< then it may send elsewhere those who bring the cookie
    bool operator==(const Redirect&) const = default;
};

/// Does the redirect say that the old address should not be used any more? What a single answer did (a cookie), and
/// what would give encryption up for good, is not believed.
inline bool is_permanent(const Redirect& hop) {
    const bool gives_up_tls = hop.from.scheme() == "https" && hop.to.scheme() == "http";
    return (hop.status == 301 || hop.status == 308) && !hop.set_cookie && !gives_up_tls;
}

/// A complete answer. Its body counts against the byte budget of http::Client for as long as `account` lives; reset it
/// when the body is read.
struct Response {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  ///< in order, names in lower case
    std::string body;                                          ///< decompressed
    Url url;                                                   ///< after redirects
    std::vector<Redirect> redirects;
    std::uint64_t bytes_received = 0;  ///< on the wire, body only
    Duration took{0};
    std::shared_ptr<void> account;
    bool pushed = false;  ///< a hub sent it, nobody asked: it may hold a part of the document only

    /// First header of that lower-case name, "" when absent.
    std::string_view header(std::string_view name) const {
        for (const auto& [key, value] : headers)
            if (key == name) return value;
        return {};
    }
};

}  // namespace newsbus
