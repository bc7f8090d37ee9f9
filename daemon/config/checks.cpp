#include "config/checks.h"

#include "base/address.h"
#include "base/did_you_mean.h"
#include "base/places.h"
#include "bus/endpoint.h"
#include "http/guard.h"
#include "url/feed_scheme.h"
#include "url/userinfo.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

namespace newsbus::config {
namespace {

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_visible(char c) {
    return c > 0x20 && c < 0x7f;
}

template <class Predicate>
bool all(std::string_view text, Predicate predicate) {
    return std::all_of(text.begin(), text.end(), predicate);
}

bool is_mail_address(std::string_view text) {
    if (text.starts_with("mailto:")) text.remove_prefix(7);
    std::size_t at = text.find('@');
    return at != 0 && at != text.npos && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
           all(text, [](char c) {
               return is_visible(c) && std::string_view("()<>,:;\"\\").find(c) == std::string_view::npos;
           });
}

constexpr std::string_view placeholders[] = {"event", "language", "source"};

/// The fault of the first placeholder that is none, if there is one.
Fault check_placeholders(std::string_view text) {
    for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != text.npos;) {
        std::size_t end = text.find('}', at);
        if (text[at] == '}' || end == text.npos) return "a brace is not closed or not opened";
        std::string_view name = text.substr(at + 1, end - at - 1);
        if (std::ranges::find(placeholders, name) == std::end(placeholders)) {
            std::vector<std::string_view> known(std::begin(placeholders), std::end(placeholders));
            return fmt::format("unknown placeholder {}{}", quote(name), did_you_mean(name, known));
        }
        at = end + 1;
    }
    return std::nullopt;
}

/// For a link that opens a reader: what it stands for, if that can be had.
std::string address_meant_by(const std::string& text) {
    std::string address = without_feed_scheme(text);
    if (has_feed_scheme(address)) return " is a link for readers, not an address";
    return " is a link for readers; its address is " + quote(address);
}

}  // namespace

Fault check_former_id(const std::string& text) {
    if (text.empty() || text.size() > 100) return quote(text) + " must have 1 to 100 characters";
    auto fits = [](char c) { return is_alnum(c) || c == '-' || c == '_' || c == '.'; };
    if (all(text, fits)) return std::nullopt;
    return quote(text) + " may hold only letters, digits, `-`, `_` and `.`";
}

Fault check_id(const std::string& text) {
    if (Fault wrong = check_former_id(text)) return wrong;
    if (text.starts_with('-')) return quote(text) + " begins with `-`: commands would take it for an option";
    if (all(text, [](char c) { return c == '.'; }))
        return quote(text) + " has nothing but dots, as `.` and `..` of paths";
    return std::nullopt;
}

Fault check_name(const std::string& text) {
    if (text.size() > 300) return "longer than 300 bytes";
    auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    bool c1 = false;  // U+0080 to U+009F are C2 80 to C2 9F: terminals obey them too
    for (std::size_t at = 0; !c1 && (at = text.find('\xc2', at)) != text.npos; ++at)
        c1 = at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0;
    if (c1 || std::any_of(text.begin(), text.end(), is_control)) return "must be one line without control characters";
    return std::nullopt;
}

Fault check_http_url(const std::string& text) {
    auto url = Url::parse(text);
    if (!url) return quote(without_userinfo(text)) + " is not an absolute URL";
    if (!url->is_http() && has_feed_scheme(text))
        return quote(without_userinfo(text)) + address_meant_by(without_userinfo(text));
    if (!url->is_http()) return quote(without_userinfo(text)) + " is neither http nor https";
    if (url->host().empty()) return quote(without_userinfo(text)) + " names no host";
    if (!url->userinfo().empty()) return "a user name does not belong into a URL: use `username` and `password_file`";
    return std::nullopt;
}

Fault check_contact(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (is_mail_address(text)) return std::nullopt;
    auto url = Url::parse(text);
    if (url && !url->userinfo().empty()) return "a user name does not belong into a URL that every site is told";
    if (url && url->is_http() && !url->host().empty() && all(text, is_visible)) return std::nullopt;
    return quote(without_userinfo(text)) + " is neither an http or https URL nor a mail address";
}

Fault check_network(const std::string& text) {
    if (http::Network::parse(text)) return std::nullopt;
    return quote(text) + " is not a network such as \"127.0.1.0/24\"";
}

Fault check_endpoint(const std::string& text) {
    auto good = bus::check_endpoint(text);
    return good ? std::nullopt : Fault(good.error().what);
}

Fault check_callback(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (text.starts_with("unix:")) {
        std::string_view path = std::string_view(text).substr(5);
        if (!path.starts_with('/') || path.size() < 2) return quote(text) + " needs an absolute path";
        if (path.size() > longest_socket_path) return quote(text) + " is too long for a socket";
        return std::nullopt;
    }
    if (parse_address(text)) return std::nullopt;
    return quote(text) + " is neither ADDRESS:PORT, with a literal address, nor unix:/path";
}

Fault check_callback_url(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (Fault wrong = check_http_url(text)) return wrong;
    if (text.size() > 1000) return "longer than 1,000 bytes";
    if (text.find_first_of("?#") != text.npos) return quote(text) + " must end with its path: a token is put behind it";
    return std::nullopt;
}

Fault check_listen(const std::string& text) {
    if (Fault wrong = check_callback(text)) return wrong;
    auto address = parse_address(text);
    if (address && !address->is_loopback()) return quote(text) + " is not on a loopback address";
    return std::nullopt;
}

Fault check_topic(const std::string& text) {
    if (text.size() > 200) return "longer than 200 bytes";
    if (!all(text, is_visible)) return quote(text) + " may hold visible ASCII characters only";
    if (Fault wrong = check_placeholders(text)) return wrong;
    if (!text.ends_with('/')) return quote(text) + " must end with `/`, which keeps `bbc` from matching `bbc-sport`";
    if (text.starts_with('/') || text.find("//") != text.npos) return quote(text) + " has an empty level";
    for (std::string_view taken : {"source/", "story/", "heartbeat/"})
        if (text.starts_with(taken)) return fmt::format("`{}` begins the topics of other messages", taken);
    if (text.starts_with('{')) return quote(text) + " must begin with a word of its own";
    return std::nullopt;
}

Fault check_language(const std::string& text) {
    auto is_letter = [](char c) { return is_alnum(c) && !(c >= '0' && c <= '9'); };
    std::size_t primary = std::min(text.find('-'), text.size());
    bool right = text.size() <= 35 && primary >= 2 && primary <= 3 && all(text.substr(0, primary), is_letter);
    for (std::size_t at = primary; right && at < text.size();) {
        std::size_t end = std::min(text.find('-', at + 1), text.size());
        right = end - at >= 2 && end - at <= 9 && all(std::string_view(text).substr(at + 1, end - at - 1), is_alnum);
        at = end;
    }
    if (right || text.empty()) return std::nullopt;
    return quote(text) + " is not a language tag such as \"en\" or \"pt-BR\"";
}

Fault check_proxy(const std::string& text) {
    if (text.empty()) return std::nullopt;
    auto url = Url::parse(text);
    if (url && !url->host().empty())
        for (std::string_view scheme : {"http", "https", "socks5", "socks5h"})
            if (url->scheme() == scheme) return std::nullopt;
    return quote(without_userinfo(text)) + " is not the URL of a proxy (http, https, socks5, socks5h)";
}

Fault check_path(const std::string& text) {
    if (text.starts_with("~")) return quote(text) + ": `~` stands for no folder here: write the whole path";
    if (text.find('\0') != text.npos) return quote(text) + " holds a NUL";
    return std::nullopt;
}

Fault check_file(const std::string& text) {
    if (!text.starts_with(credential_prefix)) return check_path(text);
    const std::string name = text.substr(credential_prefix.size());
    auto is_plain = [](char c) { return is_alnum(c) || c == '-' || c == '_' || c == '.'; };
    if (name.empty() || name.size() > 255 || name.starts_with('.') || !all(name, is_plain))
        return quote(text) + ": a credential has a name of letters, digits and - _ . behind the colon";
    return std::nullopt;
}

Fault check_header(const std::string& name, const std::string& value) {
    auto is_token = [](char c) {
        return is_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    };
    if (name.empty() || !all(name, is_token)) return quote(name) + " is not the name of a header";
    auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; };
    if (std::any_of(value.begin(), value.end(), is_control)) return quote(value) + " holds a control character";
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    for (std::string_view ours : {"host", "connection", "content-length", "transfer-encoding", "te", "accept-encoding",
                                  "if-none-match", "if-modified-since", "user-agent", "a-im"})
        if (lower == ours) return fmt::format("{} is set by newsbus itself", name);
    return std::nullopt;
}

bool on_network(const Url& url, const std::vector<std::string>& networks) {
    auto address = parse_host(url.host() == "localhost" ? "127.0.0.1" : url.host());
    if (!address) return false;
    return std::any_of(networks.begin(), networks.end(), [&address](const std::string& text) {
        auto network = http::Network::parse(text);
        return network && network->contains(address->as_sockaddr());
    });
}

bool same_endpoint(std::string_view a, std::string_view b) {
    auto address = [](std::string_view text) {
        return parse_address(text.starts_with("tcp://") ? text.substr(6) : text);
    };
    // Two spellings of one file: a second slash, a dot, a folder that is a symbolic link.
    auto file = [](std::string_view text) {
        std::error_code unknown;
        std::string path(text.substr(text.find(':') + 1));
        path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
        auto resolved = std::filesystem::weakly_canonical('/' + path, unknown);
        return unknown ? std::filesystem::path('/' + path).lexically_normal() : resolved;
    };
    auto first = address(a), second = address(b);
    if (first && second) return first->port != 0 && *first == *second;
    if (first || second || a.empty()) return false;
    return file(a) == file(b);
}

}  // namespace newsbus::config
