#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace newsbus {

/// An absolute URL after the WHATWG URL standard (https://url.spec.whatwg.org), as far as news needs it: special
/// schemes (http, https, ftp, ws, wss, file) with a host, and opaque ones (mailto:, urn:, tag:) kept as they are.
/// Always serialized and normalized: lower-case scheme and host, IDNA host in ASCII, default port removed, dot segments
/// resolved, what must be percent-encoded is. Cheap to copy, comparable by its text.
class Url {
public:
    Url() = default;  ///< the empty URL: str() is "", all parts are ""

    /// Reads an absolute URL. White space at the ends, tabs and line breaks are removed as browsers do. Fails with
    /// Errc::syntax and the text (shortened).
    static Result<Url> parse(std::string_view text);

    /// Resolves `text`, relative or absolute, against `base`.
    static Result<Url> parse(std::string_view text, const Url& base);

    const std::string& str() const& { return text_; }
    std::string str() && { return std::move(text_); }
    bool empty() const { return text_.empty(); }
    bool is_http() const { return scheme() == "http" || scheme() == "https"; }

    std::string_view scheme() const;    ///< without the colon
    std::string_view userinfo() const;  ///< "user" or "user:password"
    std::string_view host() const;      ///< ASCII; an IPv6 literal keeps its brackets
    std::uint16_t port() const;         ///< the scheme's default when none is written, 0 when it has none
    std::string_view path() const;
    std::string_view query() const;     ///< without "?"
    std::string_view fragment() const;  ///< without "#"

    Url without_fragment() const;

    bool operator==(const Url& other) const { return text_ == other.text_; }
    auto operator<=>(const Url& other) const { return text_ <=> other.text_; }

private:
    std::string text_;
    // Ends of the parts in text_; a part that is absent is empty.
    std::uint32_t scheme_end_ = 0, user_begin_ = 0, user_end_ = 0, host_begin_ = 0, host_end_ = 0, port_end_ = 0,
                  path_end_ = 0, query_end_ = 0;
    friend class UrlParser;
};

/// The form that two links to the same article have in common: without scheme, "www.", fragment, trailing slash and the
/// parameters of campaigns (utm_*, fbclid, gclid, ...), sessions and signatures; the query sorted. For identity keys
/// only, never to be fetched.
std::string comparable_url(const Url& url);

/// What of an address stays while it leads to the same thing: as comparable_url(), without the port, and without
/// parameters that keep caches from answering or that a machine made for one answer. Two addresses of one entry that
/// agree in it are no change.
std::string lasting_address(const Url& url);

/// The same without the host: pictures and sounds move between the hosts of a delivery network.
std::string lasting_path(const Url& url);

/// `url` without its tracking parameters; everything else byte for byte.
Url without_tracking(const Url& url);

}  // namespace newsbus
